import { expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { inverseOf } from './device-undo.ts';

const A = `KA${'a'.repeat(32)}`;
const B = `KA${'b'.repeat(32)}`;

function device(fields: { name?: string | null; target?: string | null; logging?: boolean | null }): Device {
  return deviceSchema.parse({
    sid: `UV${'0'.repeat(32)}`,
    unique_name: fields.name ?? null,
    app: { target_sid: fields.target ?? null },
    logging: { enabled: fields.logging ?? null },
  });
}

test('a rename is put back by the earlier name, also by none', () => {
  expect(inverseOf('rename', device({ name: 'old' }), device({ name: 'new' }))).toEqual({ kind: 'rename', name: 'old' });
  expect(inverseOf('rename', device({}), device({ name: 'new' }))).toEqual({ kind: 'rename', name: '' });
  expect(inverseOf('rename', device({ name: 'same' }), device({ name: 'same' }))).toBeNull();
});

test('a deployment is put back by the earlier target; a first one cannot be', () => {
  expect(inverseOf('deploy', device({ target: A }), device({ target: B }))).toEqual({ kind: 'deploy', app: A });
  expect(inverseOf('deploy', device({}), device({ target: B }))).toBeNull();
  expect(inverseOf('deploy', device({ target: B }), device({ target: B }))).toBeNull();
});

test('logging is switched back; an extended lease stays', () => {
  expect(inverseOf('logging', device({ logging: false }), device({ logging: true }))).toEqual({ kind: 'logging', on: false });
  expect(inverseOf('logging', device({ logging: true }), device({ logging: false }))).toEqual({ kind: 'logging', on: true });
  expect(inverseOf('logging', device({ logging: true }), device({ logging: true }))).toBeNull();
  expect(inverseOf('logging', device({}), device({ logging: true }))).toBeNull();
});

test('a restart cannot be taken back', () => {
  expect(inverseOf('restart', device({}), device({}))).toBeNull();
});
