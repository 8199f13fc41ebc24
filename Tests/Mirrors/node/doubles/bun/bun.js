#!/usr/bin/env node
// Stands for Bun: takes the command lines that builds give it, says them, and does the work by npm.
const { spawnSync } = require('child_process')

const line = process.argv.slice(2).join(' ')
const npm = (...words) => process.exit(spawnSync('npm', words, { stdio: 'inherit' }).status)

if (line === '--version') {
  console.log('1.2.0')
} else if (line.startsWith('run ')) {
  npm(...process.argv.slice(2))
} else {
  console.log(`bun was asked: ${line}; cache ${process.env.BUN_INSTALL_CACHE_DIR}`)
  if (line === 'install --frozen-lockfile') npm('install', '--no-package-lock', '--include=dev')
  else if (line.startsWith('install --production --frozen-lockfile')) npm('install', '--no-package-lock', '--omit=dev', '--ignore-scripts')
  else process.exit(2)
}
