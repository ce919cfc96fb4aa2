using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WebLab.Data.Examples;

/// <summary>
/// What all evaluations of a ledger add up to, kept in a file beside it: whoever first looks at a run need not wait while they are read.
/// It begins with the seal of the ledger that it is of, so that of one that was changed or has grown it says nothing, and ends with its
/// own SHA-256. Nothing depends on it: without it the ledger is read.
/// </summary>
public static class LedgerSummary
{
    // Another number whenever LedgerSums adds up otherwise, or keeps it otherwise.
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "WEBLABSM"u8;

    /// <summary>Where the summary of a ledger is.</summary>
    /// <param name="ledger">The ledger's file.</param>
    public static string PathOf(string ledger) => Path.ChangeExtension(ledger, ".sums");

    /// <summary>What a ledger's evaluations add up to, as its summary says.</summary>
    /// <param name="ledger">The ledger, as it is now.</param>
    /// <returns>Null where there is no whole summary of this very ledger.</returns>
    public static LedgerSums? Find(ExampleFile ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (!LedgerSums.AreOf(ledger.Header))
            return null;
        var sums = new LedgerSums(ledger.Header.GivenLabels!, ledger.Header.Columns);
        var (head, hash) = (Head(ledger), new byte[SHA256.HashSizeInBytes]);
        try
        {
            using var file = new FileStream(
                PathOf(ledger.Path),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
            if (file.Length != head.Length + sums.Kept.Length + hash.Length)
                return null;
            var found = new byte[head.Length];
            file.ReadExactly(found);
            if (!found.AsSpan().SequenceEqual(head))
                return null;
            file.ReadExactly(sums.Kept);
            file.ReadExactly(hash);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (!Hash(head, sums.Kept).AsSpan().SequenceEqual(hash))
            return null;
        sums.Evaluations = ledger.Evaluations.Count;
        return sums;
    }

    /// <summary>Keeps what a ledger's evaluations add up to, where there is room for it.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="sums">Of all its evaluations; of others nothing is kept.</param>
    public static void Keep(ExampleFile ledger, LedgerSums sums)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(sums);
        if (sums.Evaluations != ledger.Evaluations.Count)
            return;
        var (path, head) = (PathOf(ledger.Path), Head(ledger));
        var temporary = path + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(head);
                file.Write(sums.Kept);
                file.Write(Hash(head, sums.Kept));
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is full, or another has it in hand.
            Discard(temporary);
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It goes with the run.
        }
    }

    private static byte[] Head(ExampleFile ledger)
    {
        var numbers = new byte[3 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, Version);
        BinaryPrimitives.WriteInt32LittleEndian(numbers.AsSpan(sizeof(int)), ledger.Header.Count);
        BinaryPrimitives.WriteInt32LittleEndian(numbers.AsSpan(2 * sizeof(int)), ledger.Evaluations.Count);
        return [.. Magic, .. numbers, .. ledger.Seal];
    }

    private static byte[] Hash(byte[] head, ReadOnlySpan<byte> kept)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(kept);
        return hash.GetHashAndReset();
    }
}
