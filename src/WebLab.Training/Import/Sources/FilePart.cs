using Microsoft.Win32.SafeHandles;

namespace WebLab.Training.Import.Sources;

/// <summary>A part of an open file as a stream; many may be read at once.</summary>
/// <param name="handle">The file; it stays open.</param>
/// <param name="start">The part's first byte.</param>
/// <param name="length">Its bytes.</param>
internal sealed class FilePart(SafeFileHandle handle, long start, long length) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var left = Math.Clamp(length - Position, 0, buffer.Length);
        var read = left == 0 ? 0 : RandomAccess.Read(handle, buffer[..(int)left], start + Position);
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
