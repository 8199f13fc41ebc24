module.exports = {
  mode: 'production',
  entry: './src/index.js',
  output: { filename: 'app.js' },
}
