/** A member with a modified client among people with honest ones: who is there, and the room in which they meet. */
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { Rogue } from './rogue.ts';
import { missing, Scene } from './scene.ts';

export class Company {
  readonly scene: Scene;
  readonly ana: Person;
  readonly ben: Person;
  readonly mallory: Rogue;

  private constructor(scene: Scene, mallory: Rogue) {
    this.scene = scene;
    this.ana = scene.ana;
    this.ben = scene.ben;
    this.mallory = mallory;
  }

  static async start(): Promise<Company> {
    const scene = await Scene.start();
    const mallory = await Rogue.enrol(scene.ana, scene.office.url);
    await scene.ben.knows('Mallory');
    return new Company(scene, mallory);
  }

  /** A room of Ana's with Ben and Mallory, in which she has said something. */
  async room(name: string, text: string): Promise<{ readonly room: GroupId; readonly word: MessageId }> {
    const { ana, ben, mallory } = this;
    const room = must(await ana.port.createRoom({ name, people: [ben.id, mallory.id] }));
    await ana.look(room);
    const word = await ana.say(room, text);
    await ben.conversationOf(name);
    await ben.reads(room, text);
    await mallory.join();
    await mallory.read(room);
    return { room, word };
  }

  /** Resolves when Ana and Ben have everything that Mallory has said so far. @throws Error when one is told that something is missing. */
  async settled(room: GroupId): Promise<void> {
    const end = `said ${freshId()}`;
    await this.mallory.say(room, { kind: 'text', text: end });
    for (const person of [this.ana, this.ben]) {
      await person.reads(room, end);
      if (missing(person, room).length > 0) throw new Error(`${person.name} is told that messages are missing`);
    }
  }

  async close(): Promise<void> {
    this.mallory.close();
    await this.scene.close();
  }
}
