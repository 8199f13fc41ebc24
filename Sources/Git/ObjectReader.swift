import Linux

/// `git cat-file` as a child, with our ends of its pipes.
package struct ObjectReader: ~Copyable {
    package let child: Child
    package let requests: Descriptor
    package let answers: Descriptor

    /// Takes the pipes; the child is still to be waited for.
    package consuming func objects() -> ObjectPipe { ObjectPipe(requests: requests, answers: answers) }
}
