import { commentParagraphs } from "./comment-paragraphs.ts";

/** A comment as paragraphs; names in back quotes as code. */
export function CommentText({ text }: { readonly text: string }) {
  if (text === "") return null;
  return (
    <div className="docs-comment">
      {commentParagraphs(text).map((parts, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no identity of their own
        <p key={index}>
          {parts.map((part, at) => {
            const key = `${at} ${part.text}`;
            return part.isCode ? <code key={key}>{part.text}</code> : <span key={key}>{part.text}</span>;
          })}
        </p>
      ))}
    </div>
  );
}
