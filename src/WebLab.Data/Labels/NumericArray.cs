using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>An array as NumPy and PyTorch keep one: values of one type in a buffer, reached by strides.</summary>
/// <param name="Type">NumPy's word for the type, for example <c>&lt;i8</c>: byte order, kind, bytes.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Strides">Values from one to the next, for each dimension.</param>
/// <param name="Offset">The first value.</param>
/// <param name="Bytes">The buffer.</param>
internal sealed record NumericArray(string Type, long[] Shape, long[] Strides, long Offset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>An array that fills its buffer, by rows (C) or by columns (Fortran).</summary>
    public static NumericArray Dense(string type, long[] shape, bool isFortran, ReadOnlyMemory<byte> bytes)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            var dimension = isFortran ? i : shape.Length - 1 - i;
            strides[dimension] = stride;
            stride *= Math.Max(shape[dimension], 1);
        }
        return new(type, shape, strides, 0, bytes);
    }

    /// <summary>The array as columns: one of a list or a single row, else one a column.</summary>
    /// <param name="file">The file, for sentences.</param>
    /// <param name="form">The file's form.</param>
    /// <param name="name">The array's own name; null where it has none.</param>
    public IReadOnlyList<LabelColumn> Columns(LabelContent file, string form, string? name)
    {
        var (rows, columns) = Shape switch
        {
            [var n] => (n, 1L),
            [1, var n] => (n, 1L),
            [var n, var k] => (n, k),
            _ => throw file.Refuse($"({form}) is no list of labels: give one label an image, as n or n x columns."),
        };
        if (rows < 1 || columns < 1)
            throw file.Refuse($"({form}) holds no labels.");
        if (rows > LabelContent.MaxCells || columns > LabelContent.MaxCells || rows * columns > LabelContent.MaxCells)
            throw file.TooMany();
        file.CheckWidth(form, (int)columns);
        var (down, across) =
            Shape.Length == 1 ? (Strides[0], 0)
            : rows == Shape[0] ? (Strides[0], Strides[1])
            : (Strides[1], 0);
        var size = ValueSize(file, form);
        CheckWithin(file, form, Offset + ((rows - 1) * down) + ((columns - 1) * across), size);
        return
        [
            .. Enumerable
                .Range(0, (int)columns)
                .Select(column =>
                    Column(file, ColumnName(name, column, columns), (int)rows, row =>
                        (int)(Offset + (row * down) + (column * across)) * size
                    )
                ),
        ];
    }

    /// <summary>The numbers of a dense table, row after row.</summary>
    public double[] Values(LabelContent file, string form)
    {
        if (Type[1] is 'U' or 'S')
            throw file.Refuse($"({form}) holds text and no numbers.");
        var size = ValueSize(file, form);
        var values = new double[Shape[0] * Shape[1]];
        for (var row = 0L; row < Shape[0]; row++)
        {
            for (var column = 0L; column < Shape[1]; column++)
                values[(row * Shape[1]) + column] = NumberAt(
                    Bytes.Span[(int)((Offset + (row * Strides[0]) + (column * Strides[1])) * size)..]
                );
        }
        return values;
    }

    /// <summary>A type's name, for sentences.</summary>
    public static string Named(string type) =>
        type[1..] switch
        {
            "b1" or "?" => "bool",
            "U" or "S" => "text",
            ['U' or 'S', .. var length] => $"text of {length} characters",
            ['i', .. var bytes] => $"int{Bits(bytes)}",
            ['u', .. var bytes] => $"uint{Bits(bytes)}",
            ['f', .. var bytes] => $"float{Bits(bytes)}",
            _ => Sentence.Shorten(type),
        };

    private static string Bits(string bytes) => bytes is [var digit] ? (8 * (digit - '0')).ToString(CultureInfo.InvariantCulture) : "";

    private static string ColumnName(string? name, int column, long columns)
    {
        var number = column.ToString(CultureInfo.InvariantCulture);
        return columns == 1 ? name ?? "0"
            : name is null ? number
            : $"{name}[{number}]";
    }

    private LabelColumn Column(LabelContent file, string name, int rows, Func<int, int> at)
    {
        if (Type[1] is 'U' or 'S')
            return LabelColumn.Of(name, Words(file, rows, at));
        var numbers = new double[rows];
        for (var row = 0; row < rows; row++)
            numbers[row] = NumberAt(Bytes.Span[at(row)..]);
        return new(name, numbers);
    }

    /// <summary>Bytes of one value.</summary>
    public int ValueSize(LabelContent file, string form) =>
        Type is [_, 'U' or 'S', .. var length]
        && int.TryParse(length, CultureInfo.InvariantCulture, out var characters)
        && characters is > 0 and <= 1_000
            ? Type[1] == 'U'
                ? 4 * characters
                : characters
            : Type is [_, 'b' or '?', ..]
                ? 1
                : Type is [_, 'i' or 'u', '1' or '2' or '4' or '8'] or [_, 'f', '2' or '4' or '8']
                    ? Type[2] - '0'
                    : throw file.Refuse(
                        $"({form}) holds values of type {Sentence.Shorten(Type)}, which are not read: save them as int64, float64 or text."
                    );

    private void CheckWithin(LabelContent file, string form, long last, int size)
    {
        if (
            Offset is < 0 or > LabelFile.MaxBytes
            || Strides.Any(stride => stride is < 0 or > LabelFile.MaxBytes)
            || last < 0
            || last > (Bytes.Length / size) - 1
        )
            throw file.Refuse($"({form}) ends before the values that it announces: fetch or make it again.");
    }

    private LabelWords Words(LabelContent file, int rows, Func<int, int> at)
    {
        var length = int.Parse(Type.AsSpan(2), CultureInfo.InvariantCulture) * (Type[1] == 'U' ? sizeof(int) : 1);
        // Strides of nothing make many of one. A byte that is no UTF-8 becomes a sign of three.
        if ((long)rows * length > LabelFile.MaxBytes)
            throw file.TooMany();
        var cells = new LabelCells(file, 3 * rows * length, rows);
        for (var row = 0; row < rows; row++)
        {
            var value = Bytes.Span.Slice(at(row), length);
            if (Type[1] == 'U')
                AddCharacters(value, cells);
            else if (Utf8.IsValid(value))
                cells.Add(value.TrimEnd((byte)0));
            else
                cells.Add(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value.TrimEnd((byte)0))));
        }
        return new(cells, 0, 1, rows);
    }

    private void AddCharacters(ReadOnlySpan<byte> value, LabelCells cells)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (
            value = value[..(value.LastIndexOfAnyExcept((byte)0) + 1)];
            !value.IsEmpty;
            value = value[Math.Min(value.Length, sizeof(int))..]
        )
        {
            // The last zeros of the last one are taken off with those behind it.
            Span<byte> whole = [0, 0, 0, 0];
            value[..Math.Min(value.Length, sizeof(int))].CopyTo(whole);
            var code = Type[0] == '>' ? BinaryPrimitives.ReadInt32BigEndian(whole) : BinaryPrimitives.ReadInt32LittleEndian(whole);
            var character = Rune.IsValid(code) ? new Rune(code) : Rune.ReplacementChar;
            foreach (var part in utf8[..character.EncodeToUtf8(utf8)])
                cells.Append(part);
        }
        cells.Close();
    }

    /// <summary>One number, by its place in each dimension.</summary>
    public double At(ReadOnlySpan<int> place)
    {
        var at = Offset;
        for (var i = 0; i < place.Length; i++)
            at += place[i] * Strides[i];
        // Almost all images are bytes, and a number of another type takes ten times as long.
        return Type == "|u1" ? Bytes.Span[(int)at] : NumberAt(Bytes.Span[(int)(at * Size)..]);
    }

    /// <summary>The least and the largest number of a dense array; NaN where one is none.</summary>
    public (double Least, double Most) Range()
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var at = 0; at < Bytes.Length; at += Size)
        {
            var value = NumberAt(Bytes.Span[at..]);
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }
        return (least, most);
    }

    private int Size => Type[1] is '?' ? 1 : Type[2] - '0';

    /// <summary>Bytes of one value of a type that was found to be plain numbers or text.</summary>
    /// <param name="type">NumPy's word.</param>
    public static int SizeOf(string type) =>
        type[1] switch
        {
            'U' => 4 * int.Parse(type.AsSpan(2), CultureInfo.InvariantCulture),
            '?' => 1,
            _ => int.Parse(type.AsSpan(2), CultureInfo.InvariantCulture),
        };

    private double NumberAt(ReadOnlySpan<byte> bytes) =>
        (Type[0] == '>', Type[1..]) switch
        {
            (_, "b1" or "?" or "u1") => bytes[0],
            (_, "i1") => (sbyte)bytes[0],
            (false, "i2") => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            (false, "u2") => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (false, "i4") => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (false, "u4") => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (false, "i8") => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            (false, "u8") => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            (false, "f2") => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            (false, "f4") => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (false, "f8") => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (true, "i2") => BinaryPrimitives.ReadInt16BigEndian(bytes),
            (true, "u2") => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (true, "i4") => BinaryPrimitives.ReadInt32BigEndian(bytes),
            (true, "u4") => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (true, "i8") => BinaryPrimitives.ReadInt64BigEndian(bytes),
            (true, "u8") => BinaryPrimitives.ReadUInt64BigEndian(bytes),
            (true, "f2") => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
            (true, "f4") => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (true, "f8") => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            _ => double.NaN,
        };
}
