using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WebLab.Contracts;

namespace WebLab.Training.Checkpoints;

/// <summary>
/// A checkpoint on disk: magic, version, the body's length, SHA-256 of the body, and the body. Numbers are little-endian. A reader
/// believes no length before it has checked it, and nothing in the file names a type or is run.
/// </summary>
public static class CheckpointFile
{
    private const int Version = 1,
        HashBytes = 32,
        LabelHashLength = 64;
    private const int HeaderBytes = 8 + sizeof(int) + sizeof(long) + HashBytes;
    private const int FactBytes = HashBytes + LabelHashLength + (4 * sizeof(int)) + sizeof(long);

    /// <summary>What an array holds: networks of up to 260 million parameters, with their momenta.</summary>
    private const long MaxBody = 0x7FFFFFC7;

    private static ReadOnlySpan<byte> Magic => "WEBLABCP"u8;

    /// <summary>Writes a checkpoint under a temporary name, flushes it to the disk and moves it into its place: it is there whole or not at
    /// all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="IOException">The disk is full or the folder cannot be written to.</exception>
    public static long Write(string path, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var facts = Facts(checkpoint);
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(12), facts.Length + checkpoint.State.Length);
        Hash(facts, checkpoint.State).CopyTo(header.AsSpan(20));
        var temporary = path + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(header);
                file.Write(facts);
                file.Write(checkpoint.State);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        return header.Length + facts.Length + (long)checkpoint.State.Length;
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">Where from.</param>
    /// <exception cref="CheckpointException">It is not a whole checkpoint; the message says what is wrong.</exception>
    public static Checkpoint Read(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var header = new byte[HeaderBytes];
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.AsSpan(0, 8).SequenceEqual(Magic))
                throw new CheckpointException($"{name} is not a checkpoint of WebLab.");
            var version = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
            if (version != Version)
                throw new CheckpointException(
                    Sentence.Of($"{name} is a checkpoint of version {version}; this WebLab reads version " + $"{Version}.")
                );
            var length = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(12));
            if (length is < FactBytes or > MaxBody || file.Length != HeaderBytes + length)
                throw new CheckpointException(
                    Sentence.Of($"{name} should have {HeaderBytes + length:N0} bytes, at most {MaxBody:N0}; it has {file.Length:N0}.")
                );
            var facts = new byte[FactBytes];
            file.ReadExactly(facts);
            var state = new byte[length - FactBytes];
            file.ReadExactly(state);
            if (!Hash(facts, state).AsSpan().SequenceEqual(header.AsSpan(20)))
                throw new CheckpointException($"{name} is damaged: its SHA-256 is another one.");
            return Parse(name, facts, state);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{name} cannot be read: {error.Message}", error);
        }
    }

    private static byte[] Facts(Checkpoint checkpoint)
    {
        using var facts = new MemoryStream(FactBytes);
        using var writer = new BinaryWriter(facts);
        writer.Write(checkpoint.SpecHash);
        writer.Write(Encoding.ASCII.GetBytes(checkpoint.GivenLabelHash));
        writer.Write(checkpoint.Epoch);
        writer.Write(checkpoint.Position);
        writer.Write(checkpoint.Step);
        writer.Write(checkpoint.Sequence);
        writer.Write(checkpoint.State.Length);
        return facts.ToArray();
    }

    private static byte[] Hash(byte[] facts, byte[] state)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(facts);
        hash.AppendData(state);
        return hash.GetHashAndReset();
    }

    private static Checkpoint Parse(string name, byte[] facts, byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(facts));
        var specHash = reader.ReadBytes(HashBytes);
        var labelHash = Encoding.ASCII.GetString(reader.ReadBytes(LabelHashLength));
        var (epoch, position, step, sequence) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
        if (epoch < 1 || position < 1 || step < 1 || sequence < 1 || reader.ReadInt32() != state.Length)
            throw new CheckpointException($"{name} holds numbers that no training has.");
        return new(specHash, labelHash, epoch, position, step, sequence, state);
    }
}
