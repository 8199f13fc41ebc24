/// A pipe of the kernel, which carries large bodies from socket to socket without a copy through our memory.
struct Pipe {
    let output: Int32
    let input: Int32
    /// Bytes in it; none may be left in a pipe that goes back to its pool.
    var held = 0
    /// What it holds, or held last, goes from dyno to client.
    var isDown = false
}
