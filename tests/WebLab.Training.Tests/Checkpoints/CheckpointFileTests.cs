using System.Buffers.Binary;
using System.Security.Cryptography;
using WebLab.Training.Checkpoints;

namespace WebLab.Training.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private static readonly Checkpoint Good = new(
        new byte[32],
        new('a', 64),
        3,
        128,
        17,
        55,
        [.. Enumerable.Range(0, 1_000).Select(i => (byte)i)]
    );

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-checkpoint-");

    private string FilePath => Path.Combine(_folder.FullName, "run.checkpoint");

    [Fact, Trait("Speed", "Slow")]
    public void Network_that_is_much_wider_than_the_papers_is_read_back()
    {
        // Over the 512 MB that a reader once refused after the writer had written them.
        var path = Path.Combine(_folder.FullName, "wide.checkpoint");
        var checkpoint = new Checkpoint(new byte[32], new('a', 64), 1, 1, 1, 1, new byte[540_000_000]);
        CheckpointFile.Write(path, checkpoint);
        Assert.Equal(checkpoint.State.Length, CheckpointFile.Read(path).State.Length);
    }

    [Fact]
    public void What_is_written_is_read_and_leaves_no_temporary_file()
    {
        var bytes = CheckpointFile.Write(FilePath, Good);
        var read = CheckpointFile.Read(FilePath);
        Assert.Equal(
            (Good.GivenLabelHash, Good.Epoch, Good.Position, Good.Step, Good.Sequence),
            (read.GivenLabelHash, read.Epoch, read.Position, read.Step, read.Sequence)
        );
        Assert.Equal(Good.State, read.State);
        Assert.Equal(Good.SpecHash, read.SpecHash);
        Assert.Equal(bytes, Assert.Single(_folder.GetFiles()).Length);
    }

    [Fact]
    public void File_cut_anywhere_is_refused()
    {
        CheckpointFile.Write(FilePath, Good);
        var whole = File.ReadAllBytes(FilePath);
        foreach (var length in new[] { 0, 1, 7, 8, 20, 51, 52, 60, whole.Length / 2, whole.Length - 1 })
            Refused(whole[..length]);
    }

    [Fact]
    public void File_with_any_byte_changed_is_refused()
    {
        CheckpointFile.Write(FilePath, Good);
        var whole = File.ReadAllBytes(FilePath);
        for (var at = 0; at < whole.Length; at += 7)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x40;
            Refused(changed);
        }
    }

    [Fact]
    public void Foreign_oversized_and_hostile_files_are_refused()
    {
        CheckpointFile.Write(FilePath, Good);
        var whole = File.ReadAllBytes(FilePath);
        Refused(
            "PK\u0003\u0004 a zip with code in it, as PyTorch writes them; not a checkpoint of this lab at all"u8.ToArray(),
            "not a checkpoint"
        );
        Refused([.. whole, 0], "should have");
        Refused(With(whole, 12, BitConverter.GetBytes(long.MaxValue)), "should have");
        Refused(With(whole, 12, BitConverter.GetBytes(-1L)), "should have");
        Refused(With(whole, 8, BitConverter.GetBytes(2)), "version 2");
        // With a right SHA-256 and numbers that no training has: epoch 0, negative sequence, a state longer than the file.
        Refused(Signed(With(whole, 52 + 96, BitConverter.GetBytes(0))), "no training has");
        Refused(Signed(With(whole, 52 + 108, BitConverter.GetBytes(-5L))), "no training has");
        Refused(Signed(With(whole, 52 + 116, BitConverter.GetBytes(int.MaxValue))), "no training has");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] With(byte[] file, int at, byte[] value)
    {
        var changed = file.ToArray();
        value.CopyTo(changed, at);
        return changed;
    }

    private static byte[] Signed(byte[] file)
    {
        SHA256.HashData(file.AsSpan(52), file.AsSpan(20));
        Assert.Equal(file.Length - 52, BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(12)));
        return file;
    }

    private void Refused(byte[] file, string? reason = null)
    {
        File.WriteAllBytes(FilePath, file);
        var error = Assert.Throws<CheckpointException>(() => CheckpointFile.Read(FilePath));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        if (reason is not null)
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
