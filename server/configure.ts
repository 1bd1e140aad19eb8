/**
 * The configuration, read and tried out: what only a look at the disk or at the simulator can tell is a problem like
 * any other, and stands in the same list.
 */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { prepareAttempts } from './attempts.ts';
import { type Config, ConfigError, type Environment, readSettings } from './config.ts';
import { openFile } from './line-writer.ts';

/** Reads and checks everything that can be checked before anything runs. Throws ConfigError with every problem. */
export async function configure(env: Environment): Promise<Config> {
  const { config, problems } = readSettings(env);
  const found = [...problems, ...(await checkFaults(config)), ...(await checkAudit(config)), ...(await checkData(config)), ...(await checkCertificates(config, env))];
  if (found.length > 0) throw new ConfigError(found);
  return config;
}

/** What is said at start of where the console stores its data. */
export function dataSentence({ dataDir }: Config): string {
  return `Data is stored in ${dataDir} (DATA_DIR).`;
}

/** Faults are words of the simulator: it alone can say what is wrong with them, and which ones there are. */
async function checkFaults({ upstream }: Config): Promise<string[]> {
  if (upstream.kind !== 'simulator' || upstream.faults === '') return [];
  const { FaultSpecError, parseFaults } = await import('../simulator/fault-spec.ts');
  try {
    parseFaults(upstream.faults);
    return [];
  } catch (error) {
    if (!(error instanceof FaultSpecError)) throw error;
    return [`SIMULATOR_FAULTS is not understood. ${error.message}`];
  }
}

/** Opened as the audit opens it: a console that cannot write changes down would refuse every one of them. */
async function checkAudit({ auditFile }: Config): Promise<string[]> {
  if (auditFile === null) return [];
  try {
    const file = await openFile(auditFile)();
    await file.close();
    return [];
  } catch (error) {
    if (codeOf(error) === 'ENXIO') return [`AUDIT_FILE is "${auditFile}", a pipe that no program reads.`];
    return [`AUDIT_FILE is "${auditFile}", which cannot be opened for writing (${codeOf(error)}).`];
  }
}

/** Made here, and written to as every change will be: without a note of it, a change is not sent. */
async function checkData({ dataDir }: Config): Promise<string[]> {
  try {
    await prepareAttempts(dataDir);
    return [];
  } catch (error) {
    return [`DATA_DIR is "${dataDir}", a folder that cannot be created or written (${codeOf(error)}).`];
  }
}

/** Node leaves out what it cannot read, sometimes without a word: then the API's certificate would be refused, and nobody would know why. */
async function checkCertificates({ upstream }: Config, env: Environment): Promise<string[]> {
  const file = env['NODE_EXTRA_CA_CERTS'];
  if (upstream.kind !== 'api' || file === undefined) return [];
  try {
    const text = await readFile(file, 'latin1');
    const begun = text.match(/-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/gu) ?? [];
    const blocks = text.replace(/^\u00ef\u00bb\u00bf/u, '').match(/^-----BEGIN [A-Z0-9 ]*CERTIFICATE-----$[^]*?^-----END [A-Z0-9 ]*CERTIFICATE-----$/gmu) ?? [];
    const certificates = blocks.map((block) => new X509Certificate(block));
    if (certificates.length > 0 && certificates.length === begun.length) return [];
    return [`NODE_EXTRA_CA_CERTS names "${file}", which does not hold certificates in PEM, each line at its beginning.`];
  } catch (error) {
    return [`NODE_EXTRA_CA_CERTS names "${file}", whose certificates cannot be read (${codeOf(error)}).`];
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
