import { z } from "zod";
import { issueSentence } from "./issue-sentence.ts";

// Wherever a schema of ours is, a person may read what it says: nobody has to know what a UUID is.
z.config({ customError: issueSentence });
