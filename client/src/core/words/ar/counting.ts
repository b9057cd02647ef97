import { countingIn } from '../../../words/counting.ts';

export const counting = countingIn('ar');
