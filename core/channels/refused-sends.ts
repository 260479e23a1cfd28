/** Why a message is not sent any more, in the same words for every channel. */

/** The call is over, whoever ended it. */
export function sentAfterEnd(): Error {
  return new Error("The call has ended: nothing more can be sent.");
}

/** The caller said that no more comes. */
export function sentAfterHalfClose(): Error {
  return new Error("Nothing can be sent after the half-close.");
}
