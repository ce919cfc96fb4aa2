using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.ParquetFiles;

/// <summary>A cell as text; empty where it is missing.</summary>
internal delegate void ParquetCell(int row, ReadOnlySpan<char> cell);

/// <summary>Bytes of a cell; empty where they are missing.</summary>
internal delegate void ParquetBytes(int row, ReadOnlySpan<byte> cell);

/// <summary>An open Parquet file: its columns, read a row group at a time.</summary>
internal sealed partial class ParquetFile : IDisposable
{
    // What a category, a class or a date has; a text of a million characters is none of them.
    private const int MostCharacters = 1_024;

    private static readonly HashSet<Type> Numbers =
    [
        typeof(double),
        typeof(float),
        typeof(long),
        typeof(int),
        typeof(short),
        typeof(sbyte),
        typeof(ulong),
        typeof(uint),
        typeof(ushort),
        typeof(byte),
    ];

    private static readonly HashSet<Type> Types =
    [
        .. Numbers,
        typeof(ReadOnlyMemory<char>),
        typeof(string),
        typeof(bool),
        typeof(DateTime),
        typeof(decimal),
    ];

    private readonly SourceEntry _entry;
    private readonly Stream _stream;
    private readonly ParquetCheck _check;
    private readonly ParquetReader _reader;
    private readonly ImportBudget _budget;

    /// <exception cref="DatasetException">It is none, or not whole.</exception>
    public ParquetFile(SourceEntry entry, ImportBudget budget)
    {
        (_entry, _budget) = (entry, budget);
        _stream = entry.OpenSeekable(budget.Limits.Bytes);
        try
        {
            _check = new(entry, _stream);
            _check.Footer();
            _stream.Position = 0;
            _reader = Try(() => ParquetReader.CreateAsync(_stream, null, leaveStreamOpen: true, budget.Cancel).GetAwaiter().GetResult());
            DataField[] all = Try(() => _reader.Schema.GetDataFields());
            if (all.Length > budget.Limits.Columns)
                throw entry.Refuse(Sentence.Of($"has {all.Length:N0} columns, more than the {budget.Limits.Columns:N0} that are read."));
            Cells = [.. all.Where(field => field.MaxRepetitionLevel == 0 && Types.Contains(field.ClrType))];
            Binary = [.. all.Where(field => field.MaxRepetitionLevel == 0 && IsBytes(field))];
            Lists = [.. all.Where(field => field.MaxRepetitionLevel == 1 && Numbers.Contains(field.ClrType))];
            Unread = [.. all.Except(Cells).Except(Binary).Select(field => field.Path.FirstPart ?? field.Name).Distinct()];
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>Columns of one value a row.</summary>
    public IReadOnlyList<DataField> Cells { get; }

    /// <summary>Columns of bytes, such as images are.</summary>
    public IReadOnlyList<DataField> Binary { get; }

    /// <summary>Columns of lists, maps, times and the like, which are not read.</summary>
    public IReadOnlyList<string> Unread { get; }

    public int Groups => _reader.RowGroupCount;

    /// <summary>What whoever wrote it noted beside its columns.</summary>
    public string? Note(string key) => Try(() => _reader.CustomMetadata).GetValueOrDefault(key);

    /// <summary>A column's name: its own, or after those of the columns that it stands in.</summary>
    public static string NameOf(DataField field) => string.Join('.', field.Path.ToList());

    /// <exception cref="DatasetException">There are too many.</exception>
    public int Rows(int group)
    {
        var rows = _reader.RowGroups[group].RowCount;
        return rows is >= 0 and <= ParquetCheck.MaxGroupRows
            ? (int)rows
            : throw _entry.Refuse(
                Sentence.Of($"has a group of {rows:N0} rows; at most {ParquetCheck.MaxGroupRows:N0} are read: write smaller row groups.")
            );
    }

    /// <summary>Goes through the cells of a column in one group.</summary>
    /// <exception cref="DatasetException">They cannot be read.</exception>
    public void Read(int group, DataField field, ParquetCell tell)
    {
        using var data = Column(group, field);
        Try(() =>
        {
            Tell(data, field, tell);
            return true;
        });
    }

    /// <summary>Goes through the bytes of a column in one group.</summary>
    /// <exception cref="DatasetException">They cannot be read.</exception>
    public void ReadBytes(int group, DataField field, ParquetBytes tell)
    {
        using var data = Column(group, field);
        Try(() =>
        {
            var bytes = (RawColumnData<ReadOnlyMemory<byte>>)data;
            Each(field, bytes, (row, at) => tell(row, at < 0 ? default : bytes.Values[at].Span));
            return true;
        });
    }

    public void Dispose()
    {
        // Nothing of the reader's disposal waits: the stream is this file's.
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private static bool IsBytes(DataField field) => field.ClrType == typeof(ReadOnlyMemory<byte>) || field.ClrType == typeof(byte[]);

    /// <param name="group">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="values">How many values it has there; null for one a row.</param>
    private RawColumnData Column(int group, DataField field, long? values = null) =>
        Try(() =>
        {
            _budget.Check();
            var reader = _reader.RowGroups[group];
            _check.Pages(Chunk(group, field), values ?? Rows(group));
            return reader.ReadRawColumnDataBaseAsync(field, _budget.Cancel).AsTask().GetAwaiter().GetResult();
        });

    private Parquet.Meta.ColumnChunk Chunk(int group, DataField field) =>
        _reader.RowGroups[group].GetMetadata(field)
        ?? throw _entry.Refuse($"lacks its column {SourceEntry.Visible(NameOf(field))} in places.");

    private static void Tell(RawColumnData data, DataField field, ParquetCell tell)
    {
        switch (data)
        {
            case RawColumnData<ReadOnlyMemory<char>> texts:
                Each(field, texts, (row, at) => tell(row, at < 0 ? default : Short(texts.Values[at].Span)));
                break;
            case RawColumnData<bool> switches:
                Each(
                    field,
                    switches,
                    (row, at) =>
                        tell(
                            row,
                            at < 0 ? default
                                : switches.Values[at] ? "true"
                                : "false"
                        )
                );
                break;
            case RawColumnData<DateTime> dates:
                Written(dates, "yyyy-MM-ddTHH:mm:ss");
                break;
            case RawColumnData<double> numbers:
                Written(numbers);
                break;
            case RawColumnData<float> numbers:
                Written(numbers);
                break;
            case RawColumnData<long> numbers:
                Written(numbers);
                break;
            case RawColumnData<int> numbers:
                Written(numbers);
                break;
            case RawColumnData<short> numbers:
                Written(numbers);
                break;
            case RawColumnData<sbyte> numbers:
                Written(numbers);
                break;
            case RawColumnData<ulong> numbers:
                Written(numbers);
                break;
            case RawColumnData<uint> numbers:
                Written(numbers);
                break;
            case RawColumnData<ushort> numbers:
                Written(numbers);
                break;
            case RawColumnData<byte> numbers:
                Written(numbers);
                break;
            case RawColumnData<decimal> numbers:
                Written(numbers);
                break;
            default:
                throw new InvalidDataException($"a column of {field.ClrType.Name} holds something else");
        }

        void Written<T>(RawColumnData<T> values, string? format = null)
            where T : struct, ISpanFormattable
        {
            var text = new char[64];
            Each(
                field,
                values,
                (row, at) =>
                {
                    var length = 0;
                    if (at >= 0 && !values.Values[at].TryFormat(text, out length, format, CultureInfo.InvariantCulture))
                        throw new InvalidDataException("a number has more than 64 characters");
                    tell(row, text.AsSpan(0, length));
                }
            );
        }
    }

    /// <summary>Each row with the place of its value among those that are there; -1 where it is missing.</summary>
    private static void Each<T>(DataField field, RawColumnData<T> data, Action<int, int> tell)
        where T : struct
    {
        if (field.MaxDefinitionLevel == 0)
        {
            for (var row = 0; row < data.Values.Length; row++)
                tell(row, row);
            return;
        }
        var at = 0;
        for (var row = 0; row < data.DefinitionLevels.Length; row++)
            tell(row, data.DefinitionLevels[row] == field.MaxDefinitionLevel ? at++ : -1);
    }

    private static ReadOnlySpan<char> Short(ReadOnlySpan<char> text) => text.Length <= MostCharacters ? text : text[..MostCharacters];

    // On a file that lies the library throws whatever its arrays and streams do: all of it means the same to a person.
    private T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not (DatasetException or OperationCanceledException or OutOfMemoryException))
        {
            throw _entry.Refuse($"is not whole, or is written in a way that is not read: {SourceEntry.Visible(error.Message)}", error);
        }
    }
}
