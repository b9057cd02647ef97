/** Emoji to choose from, each with its name and other words by which people look for it. Loaded when first needed. */
import { rareWords } from '#client/words/rare.ts';

export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** Name and other words, in small letters; of another language also without accents, and the English ones. */
  readonly words: string;
}

// One a line: the emoji, its name, and after a bar what else it is called.
const LINES = `
👍 thumbs up|yes ok agree good approve +1
👎 thumbs down|no disagree bad -1
❤️ heart|love like
🎉 party|celebrate congratulations tada hooray
😂 tears of joy|laugh funny lol haha
😮 surprised|wow astonished oh
😢 crying|sad tear
🙏 folded hands|thanks please pray hope
👀 eyes|looking see watching
✅ check mark|done yes complete ok
❌ cross|no wrong cancel
💯 hundred|perfect full agree
🔥 fire|hot great lit
🚀 rocket|ship launch fast deploy
👏 clapping hands|applause bravo well done
🙌 raised hands|hooray praise celebrate
💪 strong arm|muscle strength
🤝 handshake|deal agree welcome
👋 waving hand|hello hi goodbye bye
✋ raised hand|stop wait high five
👌 ok hand|perfect fine
🤞 crossed fingers|luck hope
✌️ victory hand|peace two
🫡 salute|yes sir respect
🤙 call me hand|phone
👉 pointing right|this
👈 pointing left|this
👆 pointing up|above this
👇 pointing down|below
🫶 heart hands|love thanks
✍️ writing hand|note sign
😀 grinning face|happy smile
😃 happy face|smile
😄 smiling eyes|happy laugh
😁 beaming face|grin
😆 squinting laugh|haha
😅 sweating smile|phew relief nervous
🤣 rolling on the floor laughing|rofl lol
🙂 slight smile|fine ok
🙃 upside-down face|irony silly
😉 wink|joke
😊 blushing smile|happy thanks
😇 halo|angel innocent
🥰 smiling with hearts|love adore
😍 heart eyes|love wow
🤩 star eyes|excited wow
😘 blowing a kiss|love
😋 tasty|yummy food delicious
😛 tongue out|silly
🤪 zany face|crazy silly
🤔 thinking face|hmm consider wonder
🫠 melting face|hot embarrassed
🤗 hugging face|hug
🤭 hand over mouth|oops giggle
🤫 shushing face|quiet secret
🤨 raised eyebrow|doubt really
😐 neutral face|meh
😑 expressionless face|meh
😶 no mouth|silent speechless
😏 smirk|sly
😒 unamused|annoyed meh
🙄 rolling eyes|annoyed
😬 grimace|awkward oops
😌 relieved face|calm
😔 pensive face|sad sorry
😴 sleeping face|tired zzz
🥱 yawning face|tired bored
😷 mask|ill sick
🤒 thermometer|ill sick fever
🤕 bandaged head|hurt
🤯 exploding head|mind blown wow
🥳 party face|birthday celebrate
😎 sunglasses|cool
🤓 nerd face|glasses clever
🧐 monocle|inspect examine
😕 confused face|unsure
😟 worried face|concern
🙁 frowning face|sad
😯 hushed face|surprised
😳 flushed face|embarrassed
🥺 pleading face|please puppy
😨 fearful face|scared
😰 anxious face|sweat nervous
😥 sad but relieved|phew
😭 loudly crying|sob sad
😱 screaming face|fear shock
😖 confounded face|frustrated
😞 disappointed face|sad
😩 weary face|tired
😤 steam from nose|proud angry
😡 angry face|mad
🤬 swearing face|angry
😈 smiling with horns|devil mischief
💀 skull|dead
🤡 clown|silly
👻 ghost|boo halloween
🤖 robot|bot automatic
💩 pile of poo|bad
🙈 see-no-evil monkey|oops hide
🙉 hear-no-evil monkey|listen
🙊 speak-no-evil monkey|secret oops
🤷 shrug|do not know whatever
🤦 facepalm|oh no
🙋 raising hand|me question volunteer
🙅 crossed arms|no
💁 tipping hand|information
🏃 running|hurry fast
🧘 meditating|calm relax
🧡 orange heart|love
💛 yellow heart|love
💚 green heart|love
💙 blue heart|love
💜 purple heart|love
🖤 black heart|love
🤍 white heart|love
💔 broken heart|sad
✨ sparkles|new magic shiny
⭐ star|favourite
🌟 glowing star|great
💥 collision|boom bang
💡 light bulb|idea
⚡ high voltage|fast power lightning
💤 zzz|sleep
💬 speech balloon|talk comment chat
💭 thought balloon|think
📣 megaphone|announce
📌 pushpin|pin important
📎 paperclip|attach
📝 memo|note write
📅 calendar|date day
⏰ alarm clock|time late
⏳ hourglass|wait time
🔒 locked|secure private
🔑 key|access password
🔍 magnifying glass|search find
🔧 wrench|fix tool repair
🔨 hammer|build tool
⚙️ gear|settings
🧪 test tube|test experiment
🐛 bug|error defect
🩹 bandage|patch fix
📈 chart up|growth increase
📉 chart down|decrease
📊 bar chart|statistics
💰 money bag|budget
💸 flying money|cost
🛠️ tools|build repair
🗑️ bin|delete trash
📦 package|box release delivery
🚢 ship|deliver boat
✈️ aeroplane|travel flight
🚗 car|drive
🚲 bicycle|ride
🚆 train|travel
🏠 house|home remote
🏢 office|work building
🏖️ beach|holiday vacation
🌍 globe|world earth
☀️ sun|weather morning
🌧️ rain|weather
❄️ snowflake|cold winter
🌈 rainbow|colour hope
🌙 moon|night evening
🌱 seedling|grow start plant
🌸 blossom|flower spring
🌹 rose|flower
🍀 clover|luck
🌳 tree|nature
🐶 dog|pet
🐱 cat|pet
🦊 fox|animal
🐢 turtle|slow
🦄 unicorn|magic
🐘 elephant|big memory
🐝 bee|busy
🦉 owl|wise night
🐧 penguin|linux
🍎 apple|fruit
🍕 pizza|food lunch
🍔 burger|food lunch
🍜 noodles|food lunch pho
🍣 sushi|food lunch
🥗 salad|food lunch healthy
🍰 cake|birthday
🎂 birthday cake|celebrate
🍪 biscuit|cookie
🍫 chocolate|sweet
☕ coffee|break tea hot drink
🍵 tea|break hot drink
🍺 beer|drink cheers
🍻 clinking mugs|cheers beer
🥂 clinking glasses|cheers celebrate
🍷 wine|drink
⚽ football|soccer sport ball
🏀 basketball|sport ball
🏆 trophy|win winner award
🥇 gold medal|first win
🎯 bullseye|target exactly goal
🎮 game|play controller
🎲 die|chance game
🎵 music|note song
🎸 guitar|music rock
🎬 film|start action
🎁 present|gift birthday
🎈 balloon|birthday party
🎓 graduation|learn study
❓ question mark|what why
❗ exclamation mark|important attention
⚠️ warning|careful danger
🛑 stop sign|halt
⛔ no entry|forbidden
♻️ recycle|reuse
➕ plus|add
➖ minus|remove
🔁 repeat|again loop
🆗 ok button|fine
🆕 new button|fresh
🟢 green circle|go good on
🟡 yellow circle|wait
🔴 red circle|stop bad
🏁 chequered flag|finish done end
🚩 red flag|warning problem
🇻🇳 vietnam|flag
🇪🇺 european union|flag europe
`;

export const emojiList: readonly Emoji[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const space = line.indexOf(' ');
    return named(line.slice(0, space), line.slice(space + 1), '');
  });

/** @param line name and other words, with a bar between. */
function named(emoji: string, line: string, more: string): Emoji {
  const [name = '', others = ''] = line.split('|');
  return { emoji, name, words: `${name} ${others}${more === '' ? '' : ` ${more}`}` };
}

/** Accents are often left out where one types in haste. */
const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

let spoken: { readonly names: Readonly<Record<string, string>>; readonly list: readonly Emoji[] } | undefined;

/** The list in the language that is spoken; its English words find them as well. */
function spokenList(): readonly Emoji[] {
  const { names } = rareWords.emoji;
  if (spoken?.names !== names) {
    const list = emojiList.map((one) => {
      const own = names[one.emoji];
      if (own === undefined) return one;
      const inOwn = named(one.emoji, own, one.words);
      return { ...inOwn, words: `${inOwn.words} ${plain(own.replace('|', ' '))}` };
    });
    spoken = { names, list };
  }
  return spoken.list;
}

/** Those of which every typed word begins one of their words; all of them for nothing typed. */
export function findEmoji(typed: string): readonly Emoji[] {
  const wanted = typed
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return spokenList().filter(({ words }) =>
    wanted.every((word) => words.split(/[\s-]/u).some((one) => one.startsWith(word)) || words.includes(` ${word}`)),
  );
}

/** The one that is called `name` (thumbs_up, +1), by its own name before any other that it has. */
export function emojiCalled(name: string): Emoji | undefined {
  const called = name.toLowerCase().replaceAll('_', ' ');
  return (
    emojiList.find((one) => one.name === called) ??
    spokenList().find((one) => one.name === called) ??
    emojiList.find(({ words }) => words.split(' ').includes(called))
  );
}
