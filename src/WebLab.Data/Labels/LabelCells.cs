using System.Buffers;
using System.Text;
using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>The cells of a file as UTF-8, one behind the other: a million objects for a million words would take ten times what the file
/// has.</summary>
/// <param name="file">The file, for sentences.</param>
/// <param name="mostBytes">How many bytes all cells can have.</param>
/// <param name="most">How many cells there can be.</param>
internal sealed class LabelCells(LabelContent file, int mostBytes, int most = LabelContent.MaxCells)
{
    // Memory that is not written to is none.
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(mostBytes);
    private readonly int[] _ends = GC.AllocateUninitializedArray<int>(Math.Min(most, LabelContent.MaxCells));
    private int _open;

    /// <summary>Cells that were closed.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int cell] => _bytes.AsSpan(Start(cell)..Start(cell + 1));

    /// <summary>Adds a whole cell.</summary>
    public void Add(ReadOnlySpan<byte> cell, bool unlessEmpty = false)
    {
        cell.CopyTo(_bytes.AsSpan(Start(Count)));
        _open = cell.Length;
        Close(unlessEmpty);
    }

    /// <summary>Adds a byte to the cell in hand.</summary>
    public void Append(byte value) => _bytes[Start(Count) + _open++] = value;

    /// <summary>Ends the cell in hand, without the spaces around.</summary>
    /// <param name="unlessEmpty">Whether nothing is no cell.</param>
    public void Close(bool unlessEmpty = false)
    {
        var start = Start(Count);
        var word = Trim(_bytes.AsSpan(start, _open));
        _open = 0;
        if (unlessEmpty && word.IsEmpty)
            return;
        if (Count == _ends.Length)
            throw file.TooMany();
        word.CopyTo(_bytes.AsSpan(start));
        _ends[Count++] = start + word.Length;
    }

    public string Text(int cell) => Encoding.UTF8.GetString(this[cell]);

    /// <summary>Without white space at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (
            !text.IsEmpty && Rune.DecodeFromUtf8(text, out var first, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(first)
        )
            text = text[length..];
        while (
            !text.IsEmpty && Rune.DecodeLastFromUtf8(text, out var last, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(last)
        )
            text = text[..^length];
        return text;
    }

    private int Start(int cell) => cell == 0 ? 0 : _ends[cell - 1];
}

/// <summary>A column's cells.</summary>
/// <param name="cells">Where they are.</param>
/// <param name="first">The first of them.</param>
/// <param name="step">From one to the next.</param>
/// <param name="count">How many.</param>
internal sealed class LabelWords(LabelCells cells, int first, int step, int count)
{
    public int Count => count;

    public bool AreEmpty
    {
        get
        {
            for (var row = 0; row < count; row++)
            {
                if (!this[row].IsEmpty)
                    return false;
            }
            return true;
        }
    }

    public ReadOnlySpan<byte> this[int row] => cells[first + (row * step)];

    /// <summary>A column of words that are at hand one after the other.</summary>
    /// <param name="file">The file, for sentences.</param>
    /// <param name="count">How many.</param>
    /// <param name="word">Gives one; asked twice for each.</param>
    public static LabelWords Of(LabelContent file, int count, Func<int, string> word)
    {
        var bytes = 0L;
        for (var row = 0; row < count; row++)
            bytes += Encoding.UTF8.GetByteCount(word(row));
        // What an array of objects may hold many times is written once for each.
        if (bytes > LabelFile.MaxBytes)
            throw file.Refuse(Sentence.Of($"holds words of more than {LabelFile.MaxBytes:N0} bytes, the most that a label file has."));
        var cells = new LabelCells(file, (int)bytes, count);
        for (var row = 0; row < count; row++)
            cells.Add(Encoding.UTF8.GetBytes(word(row)));
        return new(cells, 0, 1, count);
    }

    public string Text(int row) => cells.Text(first + (row * step));
}
