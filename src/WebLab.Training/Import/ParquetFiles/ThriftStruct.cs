using System.Diagnostics.CodeAnalysis;

namespace WebLab.Training.Import.ParquetFiles;

/// <summary>
/// A struct of Thrift's compact protocol, as footers and page headers of Parquet files are. Read by hand, so that no length, count or depth
/// that a file only claims is believed before the library sees it.
/// </summary>
internal sealed class ThriftStruct
{
    /// <summary>A schema is a flat list, so that an honest footer has six.</summary>
    private const int MaxDepth = 24;
    private const int MaxValues = 4_000_000;

    private readonly Dictionary<int, object> _fields = [];

    private ThriftStruct() { }

    /// <summary>Reads the struct that bytes begin with.</summary>
    /// <param name="bytes">It, and whatever follows.</param>
    /// <param name="used">Its bytes.</param>
    /// <exception cref="InvalidDataException">There is none, or it is not whole.</exception>
    public static ThriftStruct Read(ReadOnlySpan<byte> bytes, out int used)
    {
        var reader = new Reader(bytes);
        var whole = reader.Struct(0);
        used = reader.At;
        return whole;
    }

    public long Number(int field) =>
        _fields.GetValueOrDefault(field) is long number ? number : throw new InvalidDataException($"a number, field {field}, is missing");

    public long Number(int field, long absent) => _fields.GetValueOrDefault(field) is long number ? number : absent;

    public bool Has(int field) => _fields.ContainsKey(field);

    public ThriftStruct? Inner(int field) => _fields.GetValueOrDefault(field) as ThriftStruct;

    public IReadOnlyList<ThriftStruct> Structs(int field) =>
        _fields.GetValueOrDefault(field) is List<object> list ? [.. list.OfType<ThriftStruct>()] : [];

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private const byte True = 1,
            False = 2,
            Byte = 3,
            I16 = 4,
            I32 = 5,
            I64 = 6,
            Double = 7,
            Binary = 8,
            ListOf = 9,
            SetOf = 10,
            Map = 11,
            StructOf = 12,
            Uuid = 13;

        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _values;

        public int At { get; private set; }

        public ThriftStruct Struct(int depth)
        {
            if (depth > MaxDepth)
                throw new InvalidDataException("its structs lie too deep in each other");
            var made = new ThriftStruct();
            for (var field = 0; ;)
            {
                var header = Next();
                if (header == 0)
                    return made;
                field = header >> 4 == 0 ? (int)Zigzag() : field + (header >> 4);
                made._fields[field] = Value((byte)(header & 15), depth, isElement: false);
            }
        }

        private object Value(byte type, int depth, bool isElement)
        {
            if (++_values > MaxValues)
                throw new InvalidDataException($"it has more than {MaxValues} values");
            return type switch
            {
                True or False when !isElement => type == True,
                True or False or Byte => (long)Next(),
                I16 or I32 or I64 => Zigzag(),
                Double => Skip(8),
                Uuid => Skip(16),
                Binary => Skip(Length()),
                ListOf or SetOf => List(depth + 1),
                Map => Pairs(depth + 1),
                StructOf => Struct(depth + 1),
                _ => Fail(),
            };
        }

        private List<object> List(int depth)
        {
            var header = Next();
            var (count, type) = (header >> 4 == 15 ? Length() : header >> 4, (byte)(header & 15));
            var list = new List<object>(Math.Min(count, 1_000));
            for (var i = 0; i < count; i++)
                list.Add(Value(type, depth, isElement: true));
            return list;
        }

        private List<object> Pairs(int depth)
        {
            var count = Length();
            var types = count == 0 ? (byte)0 : Next();
            var list = new List<object>();
            for (var i = 0; i < count; i++)
            {
                list.Add(Value((byte)(types >> 4), depth, isElement: true));
                list.Add(Value((byte)(types & 15), depth, isElement: true));
            }
            return list;
        }

        /// <summary>A count of bytes or values, each of which takes a byte at least.</summary>
        private int Length() => Variable() is var length && length <= (ulong)(_bytes.Length - At) ? (int)length : (int)Fail();

        private bool Skip(int count)
        {
            if (count > _bytes.Length - At)
                Fail();
            At += count;
            return false;
        }

        private byte Next() => At < _bytes.Length ? _bytes[At++] : (byte)Fail();

        private long Zigzag() => Variable() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

        private ulong Variable()
        {
            ulong value = 0;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var next = Next();
                value |= (ulong)(next & 127) << shift;
                if (next < 128)
                    return value;
            }
            return (ulong)Fail();
        }

        [DoesNotReturn]
        private static object Fail() => throw new InvalidDataException("it ends early");
    }
}
