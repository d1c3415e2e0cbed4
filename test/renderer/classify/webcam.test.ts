import { describe, expect, it } from 'vitest';
import { webcamTrouble } from '../../../src/renderer/classify/webcam-words';
import { Webcam, type CameraSource } from '../../../src/renderer/classify/webcam.svelte';
import { settled } from './fakes';

/** A stream with one track, which remembers being stopped. */
function fakeStream() {
  const track = {
    stopped: false,
    onended: null as (() => void) | null,
    stop: () => void (track.stopped = true),
  };
  return { track, stream: { getTracks: () => [track] } as unknown as MediaStream };
}

const cameras = (give: () => Promise<MediaStream>): CameraSource => ({ getUserMedia: give });
const failing = (name: string) => cameras(() => Promise.reject(Object.assign(new Error('no'), { name })));

describe('Webcam', () => {
  it('asks for a picture without sound, is live, and lets the camera go', async () => {
    const { stream, track } = fakeStream();
    let asked: MediaStreamConstraints | undefined;
    const webcam = new Webcam({
      getUserMedia: (constraints) => {
        asked = constraints;
        return Promise.resolve(stream);
      },
    });
    const starting = webcam.start();
    expect(webcam.status).toBe('asking');
    await starting;
    expect([webcam.status, webcam.stream === stream]).toEqual(['live', true]);
    expect(asked).toMatchObject({ audio: false });
    webcam.stop();
    expect([webcam.status, webcam.stream, track.stopped]).toEqual(['off', null, true]);
  });

  it('tells denied, absent and busy apart, each with what to do, and can be tried again', async () => {
    const expected = {
      NotAllowedError: 'denied',
      NotFoundError: 'absent',
      NotReadableError: 'busy',
    } as const;
    for (const [name, status] of Object.entries(expected)) {
      const webcam = new Webcam(failing(name));
      await webcam.start();
      expect(webcam.status).toBe(status);
      expect(webcamTrouble(webcam.status)?.hint).toContain('try again');
      await webcam.start();
      expect(webcam.status).toBe(status);
    }
    const none = new Webcam(undefined);
    await none.start();
    expect(none.status).toBe('absent');
    expect(webcamTrouble('live')).toBeNull();
  });

  it('takes the camera that is chosen, and knows the others', async () => {
    const { stream } = fakeStream();
    const asked: unknown[] = [];
    const devices = [
      { kind: 'audioinput', deviceId: 'm', label: 'Microphone' },
      { kind: 'videoinput', deviceId: 'a', label: 'Built in' },
      { kind: 'videoinput', deviceId: 'b', label: '' },
    ] as MediaDeviceInfo[];
    const webcam = new Webcam({
      getUserMedia: ({ video }: MediaStreamConstraints = {}) => {
        asked.push((video as MediaTrackConstraints).deviceId);
        return Promise.resolve(stream);
      },
      enumerateDevices: () => Promise.resolve(devices),
    });
    await webcam.start();
    expect(webcam.cameras).toEqual([
      { id: 'a', name: 'Built in' },
      { id: 'b', name: 'Camera 2' },
    ]);
    await webcam.start('b');
    expect(asked).toEqual([undefined, { ideal: 'b' }]);
  });

  it('notices that it was unplugged', async () => {
    const { stream, track } = fakeStream();
    const webcam = new Webcam(cameras(() => Promise.resolve(stream)));
    await webcam.start();
    track.onended?.();
    expect([webcam.status, webcam.stream]).toEqual(['unplugged', null]);
  });

  it('lets a camera go that comes after it is no longer wanted', async () => {
    const { stream, track } = fakeStream();
    let give = (_: MediaStream) => undefined as void;
    const webcam = new Webcam(cameras(() => new Promise((resolve) => (give = resolve))));
    const starting = webcam.start();
    webcam.stop();
    give(stream);
    await starting;
    await settled();
    expect([webcam.status, webcam.stream, track.stopped]).toEqual(['off', null, true]);
  });
});
