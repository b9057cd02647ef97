/** How long what this device signs is good for, in ms. */

const DAY = 24 * 3_600_000;

/** Device certificates, and leaves that this device makes for itself. */
export const CERTIFICATE_LIFE = 366 * DAY;

/**
 * What is signed is good from this long before: clocks are wrong by hours, the maker's ahead or a colleague's behind, and a
 * beginning in the future protects from nothing (RFC 9420 §7.2 asks for some time in the past for this reason).
 */
export const CLOCK_LEAD = DAY;
