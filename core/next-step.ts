/** Things a person can do about a failure, in a form that a face can offer as a button. */

/** One step. The wording on the button is the face's; `hint` beside it says the same in a sentence. */
export type NextStep =
  | { readonly kind: "use-plaintext" }
  | { readonly kind: "use-tls" }
  /** The certificate is for another name: check it against this one; absent where the person has to name one. */
  | { readonly kind: "set-server-name"; readonly serverName?: string }
  /** The certificate's issuer is not known: choose a file of roots. */
  | { readonly kind: "choose-certificate-authority" }
  /** Skip the check of the certificate; stays visible while it is on. */
  | { readonly kind: "skip-verification" }
  /** Give the certificates, the key or the name that TLS needs. */
  | { readonly kind: "set-certificates" }
  /** Name the proxy, or what it wants, differently. */
  | { readonly kind: "set-proxy" }
  /** One side may speak TLS where the other does not: try the one that was not tried. */
  | { readonly kind: "switch-transport" }
  /** A received message was over the bound, in bytes: raise it to this and call again. */
  | { readonly kind: "raise-message-limit"; readonly byteLength: number }
  | { readonly kind: "raise-deadline" }
  /** A message that was to be sent was over the bound, in bytes: raise it to this and call again. */
  | { readonly kind: "raise-sent-limit"; readonly byteLength: number }
  /** Ask for consent in a browser, and call again with the token that comes of it. */
  | { readonly kind: "get-token" }
  /** Credentials lack something that a person has to fill in, in this field of theirs where one is to blame. */
  | { readonly kind: "set-credentials"; readonly field?: string }
  /** The server speaks another way than the one chosen. */
  | { readonly kind: "use-channel"; readonly channel: string }
  /** An import was not found: add the folder it is in; `folder` is one that has it, where one was seen. */
  | { readonly kind: "add-import-folder"; readonly importName: string; readonly folder?: string }
  | { readonly kind: "open-schema-files" }
  /** Write over what is there. */
  | { readonly kind: "overwrite" }
  /** Export one descriptor set in place of files of source. */
  | { readonly kind: "export-descriptor-set" }
  | { readonly kind: "start-sample" }
  | { readonly kind: "retry" }
  /** Put `text` in the place of the finding, in the text the finding is about. */
  | { readonly kind: "replace-text"; readonly text: string };
