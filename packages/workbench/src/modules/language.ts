/**
 * The language's own means, taken as the worker begins: a submission may put others in their places, and what is asked of them afterwards is
 * none of its business.
 */
export const { apply, construct, get, set } = Reflect;
export const { create, defineProperty, getOwnPropertyNames, keys, preventExtensions, setPrototypeOf } = Object;
