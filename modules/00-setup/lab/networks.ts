/** Networks from the smallest to one that needs a building, by how many numbers they learn. */
export const networks = [
  { name: "digits, module 09", parameters: 9_610 },
  { name: "LeNet-5, 1998", parameters: 61_706 },
  { name: "ResNet-50, 2015", parameters: 25_557_032 },
  { name: "GPT-2 small, 2019", parameters: 124_439_808 },
  { name: "GPT-2 XL, 2019", parameters: 1_557_611_200 },
  { name: "Llama 2 7B, 2023", parameters: 6_738_415_616 },
  { name: "GPT-3, 2020", parameters: 175_000_000_000 },
] as const;

/** Training one float32 number with Adam: itself, its gradient and two running averages, four bytes each. */
export const bytesPerParameter = 16;
