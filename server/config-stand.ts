/** For tests: a configuration as the console starts with it. */
import { type Config, ConfigError, type Environment, readSettings } from './config.ts';

/** Reads the configuration. @throws ConfigError when there is a problem */
export function readConfig(env: Environment): Config {
  const { config, problems } = readSettings(env);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
