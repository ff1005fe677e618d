declare module "node-gyp-build" {
  const nodeGypBuild: {
    /** The binary of the native package in a folder that fits this machine. */
    path(folder: string): string;
  };
  export default nodeGypBuild;
}
