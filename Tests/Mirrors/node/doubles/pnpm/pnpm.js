#!/usr/bin/env node
// Stands for pnpm: takes the command lines that builds give it, says them, and does the work by npm.
const { spawnSync } = require('child_process')
const { readFileSync } = require('fs')

const line = process.argv.slice(2).join(' ')
const npm = (...words) => process.exit(spawnSync('npm', words, { stdio: 'inherit' }).status)

if (line === '--version') {
  console.log('9.1.0')
} else if (line.startsWith('run ')) {
  npm(...process.argv.slice(2))
} else {
  console.log(`pnpm was asked: ${line}; store ${process.env.npm_config_store_dir}`)
  const lock = readFileSync('pnpm-lock.yaml', 'utf8')
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  if (Object.keys(dependencies).some((name) => !lock.includes(name))) {
    console.log(' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"')
    process.exit(1)
  }
  if (line === 'install --prod=false --frozen-lockfile') npm('install', '--no-package-lock', '--include=dev')
  else if (line === 'install --prod --frozen-lockfile') npm('install', '--no-package-lock', '--omit=dev')
  else if (line === 'prune --prod --ignore-scripts') npm('prune', '--no-package-lock', '--omit=dev')
  else process.exit(2)
}
