/// Both ends of a pipe.
package struct PipeEnds: ~Copyable {
    package let reading: Descriptor
    package let writing: Descriptor

    package consuming func split() -> (reading: Int32, writing: Int32) { (reading.release(), writing.release()) }
}
