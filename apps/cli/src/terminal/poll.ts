import { setTimeout } from "node:timers/promises";

const milliseconds = 400;

/** Asks again and again, with a pause between, until the answer is what was waited for; `onAnswer` sees each. */
export async function pollUntil<Answer>(
  ask: () => Promise<Answer>,
  isEnd: (answer: Answer) => boolean,
  onAnswer: (answer: Answer) => void = () => {},
): Promise<Answer> {
  while (true) {
    const answer = await ask();
    onAnswer(answer);
    if (isEnd(answer)) return answer;
    await setTimeout(milliseconds);
  }
}
