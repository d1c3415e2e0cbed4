const side = 320;
const perClass = 5;

/** Drawn things of a few kinds, as a folder of someone's pictures might hold them. */
const kinds: Record<string, (context: OffscreenCanvasRenderingContext2D) => void> = {
  circle: (context) => context.arc(0, 0, 90, 0, 2 * Math.PI),
  moon: (context) => {
    context.arc(0, 0, 95, 0.3 * Math.PI, 1.7 * Math.PI);
    context.arc(45, 0, 75, 1.6 * Math.PI, 0.4 * Math.PI, true);
  },
  square: (context) => context.rect(-80, -80, 160, 160),
  star: (context) => polygon(context, 10, (i) => (i % 2 === 0 ? 110 : 46)),
  sun: (context) => polygon(context, 24, (i) => (i % 2 === 0 ? 110 : 78)),
  triangle: (context) => polygon(context, 3, () => 115),
};

export const drawnKinds = Object.keys(kinds);

function polygon(
  context: OffscreenCanvasRenderingContext2D,
  corners: number,
  radius: (corner: number) => number,
): void {
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * i) / corners - Math.PI / 2;
    context.lineTo(Math.cos(angle) * radius(i), Math.sin(angle) * radius(i));
  }
}

/** JPEG files, five of each kind, one kind after the other. */
export async function drawFiles(): Promise<Uint8Array[]> {
  const files: Uint8Array[] = [];
  for (const [kind, draw] of Object.values(kinds).entries())
    for (let i = 0; i < perClass; i++) {
      const canvas = new OffscreenCanvas(i % 2 === 0 ? side : side * 1.4, side);
      const context = canvas.getContext('2d')!;
      const hue = (kind * 53 + i * 71) % 360;
      context.fillStyle = `hsl(${hue} 45% ${88 - i * 6}%)`;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.translate(canvas.width / 2 + (i - 2) * 9, side / 2);
      context.rotate((i - 2) * 0.22);
      context.fillStyle = `hsl(${(hue + 170) % 360} 62% 42%)`;
      context.beginPath();
      draw(context);
      context.fill();
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      files.push(new Uint8Array(await blob.arrayBuffer()));
    }
  return files;
}
