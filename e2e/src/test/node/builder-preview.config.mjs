// Serves the visual builder's built pages, with Slipway in the place of its own back end. Only what
// Slipway answers is passed on: the rest of that back end is not there, and the pages do without it.
const slipway = {
  target: process.env.SLIPWAY_URL,
  headers: { authorization: `Bearer ${process.env.SLIPWAY_TOKEN}` },
  changeOrigin: true,
};

export default {
  preview: {
    proxy: {
      "/api/deploy": slipway,
      "/api/deployment-history": slipway,
      "/ws": { ...slipway, ws: true },
    },
  },
};
