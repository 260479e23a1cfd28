/** What happens before a connection stands, as a channel tells it and a face sees it. `at` is ms from the start. */
export type ConnectingEvent =
  | { readonly kind: "connecting"; readonly at: number; readonly address: string }
  /** A name was looked up, which took `duration` ms; without addresses it was looked up in vain. */
  | {
      readonly kind: "resolving";
      readonly at: number;
      readonly name: string;
      readonly addresses: readonly string[];
      readonly duration: number;
    };
