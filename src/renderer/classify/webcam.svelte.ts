/** `busy`: another program has it. */
export type WebcamStatus = 'off' | 'asking' | 'live' | 'denied' | 'absent' | 'busy' | 'unplugged';

/** As much of navigator.mediaDevices as is used. */
export type CameraSource = Pick<MediaDevices, 'getUserMedia'> &
  Partial<Pick<MediaDevices, 'enumerateDevices'>>;

export interface Camera {
  id: string;
  name: string;
}

const statusOfError: Record<string, WebcamStatus> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
};

/** The camera: asked for when wanted, let go when not. Pictures only, never sound. */
export class Webcam {
  status = $state<WebcamStatus>('off');
  stream = $state.raw<MediaStream | null>(null);
  /** All that are plugged in, known once one of them has been live. */
  cameras = $state.raw<readonly Camera[]>([]);
  /** The one in use. */
  cameraId = $state<string | null>(null);
  readonly #cameras: CameraSource | undefined;
  /** Changes with every start and stop: an answer to an earlier one is let go. */
  #round = 0;

  constructor(cameras: CameraSource | undefined) {
    this.#cameras = cameras;
  }

  /** With `cameraId` that camera, where it is there, else the one that was used last, else the system's choice. */
  async start(cameraId: string | null = this.cameraId): Promise<void> {
    this.stop();
    const round = this.#round;
    if (!this.#cameras) {
      this.status = 'absent';
      return;
    }
    this.status = 'asking';
    try {
      const stream = await this.#cameras.getUserMedia({
        video: {
          width: { ideal: 1280 },
          height: { ideal: 720 },
          ...(cameraId === null ? {} : { deviceId: { ideal: cameraId } }),
        },
        audio: false,
      });
      if (round !== this.#round) return release(stream);
      for (const track of stream.getTracks()) track.onended = () => this.#lost(stream);
      this.stream = stream;
      this.status = 'live';
      this.cameraId = stream.getTracks()[0]?.getSettings?.().deviceId ?? null;
      await this.#look(round);
    } catch (error) {
      if (round !== this.#round) return;
      this.status = statusOfError[error instanceof Error ? error.name : ''] ?? 'busy';
    }
  }

  async #look(round: number): Promise<void> {
    const devices = (await this.#cameras?.enumerateDevices?.().catch(() => [])) ?? [];
    if (round !== this.#round) return;
    this.cameras = devices
      .filter(({ kind }) => kind === 'videoinput')
      .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || `Camera ${index + 1}` }));
  }

  stop(): void {
    this.#round++;
    if (this.stream) release(this.stream);
    this.stream = null;
    this.status = 'off';
  }

  #lost(stream: MediaStream): void {
    if (stream !== this.stream) return;
    this.stop();
    this.status = 'unplugged';
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
