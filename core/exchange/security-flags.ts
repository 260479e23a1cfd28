/** The details of TLS as options of a command line. */
import type { TransportSecurity } from "../contract/params.ts";

/** What a tool calls its options; a tool without one for the server's name leaves it out. */
export interface SecurityFlagNames {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  readonly serverName?: string;
  readonly insecure: string;
}

/** A line for each detail that is set. */
export function securityFlags(
  security: TransportSecurity,
  names: SecurityFlagNames,
): readonly (readonly string[])[] {
  const { certificateAuthorityFile, clientCertificateFile, clientKeyFile, serverName, insecureSkipVerify } =
    security;
  const flag = (name: string | undefined, value: string | undefined) =>
    name === undefined || value === undefined ? [] : [[name, value]];
  return [
    ...flag(names.authority, certificateAuthorityFile),
    ...flag(names.certificate, clientCertificateFile),
    ...flag(names.key, clientKeyFile),
    ...flag(names.serverName, serverName),
    ...(insecureSkipVerify === true ? [[names.insecure]] : []),
  ];
}
