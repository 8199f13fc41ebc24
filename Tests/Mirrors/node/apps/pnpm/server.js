const express = require('express')

const app = express()
const port = process.env.PORT || 3000

app.get('/', (request, response) => response.send('Express on Node.js ' + process.versions.node.split('.')[0]))

app.listen(port, () => console.log(`Listening on port ${port}`))
