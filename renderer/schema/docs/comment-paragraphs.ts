/** A piece of a comment: plain, or code. */
export interface CommentPart {
  readonly text: string;
  readonly isCode: boolean;
}

/** Paragraphs of a comment. Lines of a paragraph flow together, but lists and indented lines keep their breaks. */
export function commentParagraphs(comment: string): readonly (readonly CommentPart[])[] {
  return comment
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\n(?![\s]|[-*\d•])/g, " ").trimEnd())
    .filter((paragraph) => paragraph.trim() !== "")
    .map(splitCode);
}

function splitCode(paragraph: string): readonly CommentPart[] {
  return paragraph
    .split(/`([^`\n]+)`/)
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
}
