/** Waves whose first one takes exactly so many; what the others say stays, as far as it is more. Pure. */
export function firstWave(text: string, devices: number): string {
  const [, ...rest] = text.split(/[,;\s]+/u).filter((part) => part !== '');
  const larger = rest.filter((part) => part.endsWith('%') || Number(part) > devices);
  return [String(devices), ...(larger.length > 0 ? larger : ['100%'])].join(', ');
}
