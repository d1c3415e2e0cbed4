import { beforeEach, describe, expect, it } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import { pictureBytes } from '#core/domain/data-set';
import {
  capturedAs,
  captureLimits,
  CaptureState,
  type CapturedClass,
} from '../../../src/renderer/capture/capture-state.svelte';

const picture = (value: number) => new Uint8Array(pictureBytes(capturedAs.shape)).fill(value);
let state: CaptureState;
beforeEach(() => (state = new CaptureState()));

const nth = (index: number): CapturedClass => state.classes[index]!;
const values = (one: CapturedClass) => one.pictures.map(({ pixels }) => pixels[0]);

function fill(index: number, count: number): void {
  for (let i = 0; i < count; i++) state.take(nth(index).id, picture(i));
}

describe('CaptureState', () => {
  it('begins with two classes and says what they need', () => {
    expect(state.classes.map(({ name }) => name)).toEqual(['Class 1', 'Class 2']);
    expect(state.missing).toBe('It takes 2 classes with 10 pictures each.');
    fill(0, 4);
    expect(state.missing).toBe('Class 1 has 4 of the 10 pictures that it needs.');
    fill(0, 6);
    expect(state.missing).toBe('It takes 2 classes with 10 pictures each.');
    fill(1, 10);
    expect([state.missing, state.count]).toEqual([null, 20]);
  });

  it('takes names as they are written, but none twice and none empty', () => {
    state.rename(nth(0).id, '  Mug ');
    state.rename(nth(1).id, ' ');
    expect(state.classes.map(({ name }) => name)).toEqual(['Mug', 'Class 2']);
    state.rename(nth(1).id, 'Mug');
    expect(state.missing).toContain('Two classes are called Mug');
    state.addClass();
    state.addClass();
    expect(state.classes.slice(2).map(({ name }) => name)).toEqual(['Class 3', 'Class 4']);
  });

  it('puts a picture or a class back where it was', () => {
    fill(0, 3);
    state.removePicture(nth(0).id, nth(0).pictures[1]!.id);
    expect(values(nth(0))).toEqual([0, 2]);
    state.putBack();
    expect(values(nth(0))).toEqual([0, 1, 2]);
    const [first] = state.classes;
    state.removeClass(first!.id);
    expect(state.classes.map(({ name }) => name)).toEqual(['Class 2']);
    expect(state.removed?.words).toContain('3 pictures');
    state.putBack();
    expect(state.classes[0]).toBe(first);
    expect(state.removed).toBeNull();
  });

  it('takes no more than there is room for', () => {
    const most = captureLimits.pictures;
    captureLimits.pictures = 5;
    try {
      fill(0, 7);
      expect(nth(0).pictures).toHaveLength(5);
      expect(state.take(nth(1).id, picture(0))).toBe(false);
    } finally {
      captureLimits.pictures = most;
    }
  });

  it('sends the pictures of each class in the order taken, without classes that are empty, and begins anew', async () => {
    ['Mug', 'Pen'].forEach((name, index) => state.rename(nth(index).id, name));
    state.addClass();
    fill(0, 12);
    fill(1, 10);
    const sent: unknown[] = [];
    const id = await state.make((input) => {
      sent.push(input);
      return Promise.resolve({ id: 'mug-and-pen' });
    });
    expect(id).toBe('mug-and-pen');
    const [{ options, classes }] = sent as [
      { options: object; classes: { name: string; pixels: Uint8Array }[] },
    ];
    expect(options).toMatchObject({ name: 'Mug and Pen', preparation: 'middle', shape: { channels: 3 } });
    expect(classes.map(({ name }) => name)).toEqual(['Mug', 'Pen']);
    const size = pictureBytes(capturedAs.shape);
    expect(classes[0]!.pixels).toHaveLength(12 * size);
    expect(classes[0]!.pixels[11 * size]).toBe(11);
    expect(state.count).toBe(0);
  });

  it('keeps everything when the set could not be made, and says why', async () => {
    fill(0, 10);
    fill(1, 10);
    const error = new WardrobeError('disk', 'The disk is full.', 'Make room.');
    expect(await state.make(() => Promise.reject(error))).toBeNull();
    expect([state.error?.message, state.count, state.making]).toEqual(['The disk is full.', 20, false]);
  });

  it('does not make what is not ready', async () => {
    let asked = false;
    await state.make(() => {
      asked = true;
      return Promise.resolve({ id: 'x' });
    });
    expect(asked).toBe(false);
  });
});
