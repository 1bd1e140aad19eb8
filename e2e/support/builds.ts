/** Builds of the console beside the one under test: what an upgrade, or a broken installation, leaves behind. */
import { cp, mkdtemp, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Build {
  /** The server to start. */
  readonly main: string;
  /** Takes the file of a source out of it, e.g. `src/pages/rollouts/RolloutsPage.tsx`. */
  lose(source: string): Promise<void>;
  remove(): Promise<void>;
}

/** A copy of the build. */
export async function copyBuild(): Promise<Build> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fleet-build-'));
  await cp(path.join(ROOT, 'dist'), path.join(folder, 'dist'), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  await cp(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  const client = path.join(folder, 'dist/client');
  return {
    main: path.join(folder, 'dist/server/main.js'),
    lose: async (source) => {
      const manifest: Record<string, { file: string }> = JSON.parse(await readFile(path.join(folder, 'dist/manifest.json'), 'utf8'));
      const { file } = manifest[source] ?? {};
      if (file === undefined) throw new Error(`${source} has no file of its own.`);
      await unlink(path.join(client, file));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The same console as an upgrade would leave it: no script has the name that it had. */
export async function newerBuild(): Promise<Build> {
  const build = await copyBuild();
  const dist = path.resolve(build.main, '../..');
  const assets = path.join(dist, 'client/assets');
  const files = await readdir(assets);
  const scripts = files.filter((file) => file.endsWith('.js'));
  const renamed = new RegExp(scripts.map((file) => file.replaceAll(/[.$]/gu, String.raw`\$&`)).join('|'), 'gu');
  const rewrite = async (from: string, to: string): Promise<void> => {
    const text = await readFile(from, 'utf8');
    await unlink(from);
    await writeFile(to, text.replaceAll(renamed, newName));
  };
  await Promise.all(files.filter((file) => /\.js\.(?:br|gz)$/u.test(file)).map((file) => unlink(path.join(assets, file))));
  await Promise.all(scripts.map((file) => rewrite(path.join(assets, file), path.join(assets, newName(file)))));
  await Promise.all(['client/index.html', 'manifest.json'].map((file) => rewrite(path.join(dist, file), path.join(dist, file))));
  return build;
}

function newName(file: string): string {
  return file.replace(/\.js$/u, '-newer.js');
}
