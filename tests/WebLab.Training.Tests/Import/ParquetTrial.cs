using Parquet;
using Parquet.Schema;

namespace WebLab.Training.Tests.Import;

/// <summary>Writes Parquet files as other programs do: columns by name, in row groups.</summary>
internal static class ParquetTrial
{
    /// <summary>The file's bytes.</summary>
    public static async Task<byte[]> Write(
        int groups,
        CompressionMethod packed,
        string? note,
        params (Field Field, Array[] Values)[] columns
    )
    {
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        using var bytes = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, bytes, new ParquetOptions { CompressionMethod = packed }))
        {
            if (note is not null)
                writer.CustomMetadata = new Dictionary<string, string> { ["huggingface"] = note };
            for (var i = 0; i < groups; i++)
            {
                using var group = writer.CreateRowGroup();
                var values = columns.SelectMany(column => column.Values);
                foreach (var (field, column) in schema.GetDataFields().Zip(values))
                    await Column(group, field, Part(column, i, groups));
            }
        }
        return bytes.ToArray();
    }

    public static (Field, Array[]) Of<T>(string name, params T[] values) => (new DataField<T>(name), [values]);

    /// <summary>The struct in which the hubs keep images.</summary>
    public static (Field, Array[]) Images(string name, params byte[]?[] images) =>
        (
            new StructField(name, new DataField<byte[]>("bytes"), new DataField<string>("path")),
            [images, Array.ConvertAll(images, image => image is null ? null : "a.png")]
        );

    public static Task<byte[]> Write(params (Field Field, Array[] Values)[] columns) => Write(1, CompressionMethod.Snappy, null, columns);

    private static Array Part(Array column, int group, int groups)
    {
        var (from, to) = (column.Length * group / groups, column.Length * (group + 1) / groups);
        var part = Array.CreateInstance(column.GetType().GetElementType()!, to - from);
        Array.Copy(column, from, part, 0, part.Length);
        return part;
    }

    private static async Task Column(ParquetRowGroupWriter group, DataField field, Array values)
    {
        await (
            values switch
            {
                double[] numbers => group.WriteAsync<double>(field, numbers),
                double?[] numbers => group.WriteAsync<double>(field, numbers),
                decimal[] numbers => group.WriteAsync<decimal>(field, numbers),
                long[] numbers => group.WriteAsync<long>(field, numbers),
                int[] numbers => group.WriteAsync<int>(field, numbers),
                bool[] switches => group.WriteAsync<bool>(field, switches),
                DateTime[] dates => group.WriteAsync<DateTime>(field, dates),
                // Lists of two.
                string?[] words when field.MaxRepetitionLevel > 0 => group.WriteAsync(
                    field,
                    words,
                    Enumerable.Range(0, words.Length).Select(i => i % 2).ToArray()
                ),
                // Lists of three.
                float?[] numbers when field.MaxRepetitionLevel > 0 => group.WriteAsync<float>(
                    field,
                    numbers,
                    Enumerable.Range(0, numbers.Length).Select(i => i % 3 == 0 ? 0 : 1).ToArray()
                ),
                string?[] words => group.WriteAsync(field, words),
                byte[]?[] blobs => group.WriteAsync(field, blobs),
                _ => throw new ArgumentOutOfRangeException(nameof(values), values.GetType().Name, "a type that no test writes"),
            }
        );
    }
}
