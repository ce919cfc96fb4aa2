using System.Numerics;
using Parquet.Data;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.ParquetFiles;

/// <summary>A number of a row, from the first of it on; NaN where one is missing.</summary>
internal delegate void ParquetNumber(int row, int place, double number);

/// <summary>Columns of numbers, one a row or a list a row, as numbers and not by way of text.</summary>
internal sealed partial class ParquetFile
{
    /// <summary>Columns of lists of numbers, such as embeddings are.</summary>
    public IReadOnlyList<DataField> Lists { get; }

    /// <summary>Whether a column of one value a row holds numbers.</summary>
    public static bool IsNumber(DataField field) => Numbers.Contains(field.ClrType);

    /// <summary>Goes through the numbers of a column in one group: of a column of lists, those of each row's list.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column, of <see cref="Cells"/> or <see cref="Lists"/>.</param>
    /// <param name="most">Numbers that a column of lists may have.</param>
    /// <param name="tell">Hears each.</param>
    /// <exception cref="DatasetException">They cannot be read.</exception>
    public void ReadNumbers(int group, DataField field, long most, ParquetNumber tell)
    {
        var count = field.MaxRepetitionLevel == 0 ? Rows(group) : Try(() => Chunk(group, field).MetaData?.NumValues ?? 0);
        if (count < Rows(group) || count > Math.Max(most, Rows(group)))
            throw _entry.Refuse(
                Sentence.Of(
                    $"has a column {SourceEntry.Visible(NameOf(field))} of {count:N0} numbers in a group of {Rows(group):N0} rows; at most "
                        + $"{most:N0} are read."
                )
            );
        using var data = Column(group, field, count);
        Try(() =>
        {
            switch (data)
            {
                case RawColumnData<double> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<float> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<long> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<int> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<short> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<sbyte> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<ulong> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<uint> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<ushort> numbers:
                    Tell(numbers);
                    break;
                case RawColumnData<byte> numbers:
                    Tell(numbers);
                    break;
                default:
                    throw new InvalidDataException($"a column of {field.ClrType.Name} holds something else");
            }
            return true;
        });

        void Tell<T>(RawColumnData<T> numbers)
            where T : struct, INumber<T>
        {
            if (field.MaxRepetitionLevel == 0)
                Each(field, numbers, (row, at) => tell(row, 0, at < 0 ? double.NaN : double.CreateChecked(numbers.Values[at])));
            else
                EachOfLists(numbers);
        }

        // A level of 0 begins the next row; an empty list, and one that is missing, has a place and no number.
        void EachOfLists<T>(RawColumnData<T> numbers)
            where T : struct, INumber<T>
        {
            var (row, place, at, rows) = (-1, 0, 0, Rows(group));
            var repeated = numbers.RepetitionLevels;
            var defined = numbers.DefinitionLevels;
            var values = numbers.Values;
            for (var i = 0; i < repeated.Length; i++)
            {
                (row, place) = repeated[i] == 0 ? (row + 1, 0) : (row, place + 1);
                if (row < 0 || row >= rows)
                    throw NotWhole();
                tell(row, place, defined[i] == field.MaxDefinitionLevel ? double.CreateChecked(values[at++]) : double.NaN);
            }
            if (row + 1 != rows)
                throw NotWhole();

            InvalidDataException NotWhole() => new($"column {NameOf(field)} has not one list for each row");
        }
    }
}
