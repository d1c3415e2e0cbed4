/** `busy`: another program has it. */
export type WebcamStatus = 'off' | 'asking' | 'live' | 'denied' | 'absent' | 'busy' | 'unplugged';

/** As much of navigator.mediaDevices as is used. */
export type CameraSource = Pick<MediaDevices, 'getUserMedia'>;

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
  readonly #cameras: CameraSource | undefined;
  /** Changes with every start and stop: an answer to an earlier one is let go. */
  #round = 0;

  constructor(cameras: CameraSource | undefined) {
    this.#cameras = cameras;
  }

  async start(): Promise<void> {
    this.stop();
    const round = this.#round;
    if (!this.#cameras) {
      this.status = 'absent';
      return;
    }
    this.status = 'asking';
    try {
      const stream = await this.#cameras.getUserMedia({
        video: { width: { ideal: 1280 }, height: { ideal: 720 } },
        audio: false,
      });
      if (round !== this.#round) return release(stream);
      for (const track of stream.getTracks()) track.onended = () => this.#lost(stream);
      this.stream = stream;
      this.status = 'live';
    } catch (error) {
      if (round !== this.#round) return;
      this.status = statusOfError[error instanceof Error ? error.name : ''] ?? 'busy';
    }
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
