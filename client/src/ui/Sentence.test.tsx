import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Sentence } from './Sentence.tsx';

describe('a sentence with elements in it', () => {
  it('has them where the language puts them', () => {
    const parts = { name: <bdi>Ana</bdi>, room: <bdi>{'{name}'}</bdi> };
    const drawn = (of: string) => renderToStaticMarkup(<Sentence of={of} with={parts} />);
    expect(drawn('{name} opened {room}.')).toBe('<bdi>Ana</bdi> opened <bdi>{name}</bdi>.');
    expect(drawn('In {room}, {name}')).toBe('In <bdi>{name}</bdi>, <bdi>Ana</bdi>');
    expect(drawn('Nobody {else}')).toBe('Nobody ');
  });
});
