using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels.Pickles;

/// <summary>
/// Reads Python's pickles (protocols 2 to 5) of plain values, NumPy arrays and PyTorch tensors. A pickle is a program that builds values
/// on a stack and may call any function by name; here a name is only ever one of <see cref="PickleCalls"/>, so nothing is executed.
/// </summary>
internal sealed class PickleReader
{
    private static readonly object Mark = new();

    private readonly LabelContent _file;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];
    private readonly Dictionary<string, string> _types = [];
    private int _at;
    private long _taken;

    private PickleReader(LabelContent file, ReadOnlyMemory<byte> bytes, int at) => (_file, _bytes, _at) = (file, bytes, at);

    /// <exception cref="DatasetException">It is not whole, or asks for anything but arrays, tensors and plain values.</exception>
    public static object? Read(LabelContent file, ReadOnlyMemory<byte> bytes) => new PickleReader(file, bytes, 0).Run();

    /// <summary>Reads a pickle by itself, or PyTorch's older form: a magic number, a version, facts of the machine, the value, the keys of
    /// its storages, and then each of them.</summary>
    /// <returns>The value, and the storages where it is PyTorch's.</returns>
    /// <exception cref="DatasetException">It is not whole, or asks for anything but arrays, tensors and plain values.</exception>
    public static (object? Value, Dictionary<string, byte[]>? Storages) ReadAny(LabelContent file)
    {
        var reader = new PickleReader(file, file.Bytes, 0);
        var first = reader.Run();
        if (
            first is not BigInteger magic
            || magic != BigInteger.Parse("1950A86A20F9469CFC6C", NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        )
            return (first, null);
        reader.Run();
        reader.Run();
        var value = reader.Run();
        var keys = reader.Run() as List<object?> ?? throw reader.Broken();
        var storages = new Dictionary<string, byte[]>();
        foreach (var key in keys)
        {
            var count = BinaryPrimitives.ReadInt64LittleEndian(reader.Take(8).Span);
            var type = key is string name && reader._types.TryGetValue(name, out var known) ? known : throw reader.Broken();
            if (count < 0 || count > LabelFile.MaxBytes)
                throw reader.Broken();
            storages[(string)key] = reader.Take((int)count * PickleCalls.WidthOf(type)).ToArray();
        }
        return (value, storages);
    }

    private object? Run()
    {
        _stack.Clear();
        _memo.Clear();
        while (true)
        {
            var code = Take(1).Span[0];
            if (code == (byte)'.')
                return Pop();
            Step(code);
            PickledWeight.Check(_file, _taken + (PickledWeight.Part * (long)_memo.Count));
        }
    }

    private void Step(byte code)
    {
        switch (code)
        {
            case 0x80: // PROTO
                Take(1);
                break;
            case 0x95: // FRAME
                Take(8);
                break;
            case (byte)'(':
                Push(Mark);
                break;
            case (byte)'0':
                Pop();
                break;
            case (byte)'1':
                PopToMark();
                break;
            case (byte)'2':
                Push(Peek());
                break;
            case (byte)'q':
                _memo[Take(1).Span[0]] = Peek();
                break;
            case (byte)'r':
                _memo[Int32()] = Peek();
                break;
            case 0x94: // MEMOIZE
                _memo[_memo.Count] = Peek();
                break;
            case (byte)'h':
                Push(Remembered(Take(1).Span[0]));
                break;
            case (byte)'j':
                Push(Remembered(Int32()));
                break;
            default:
                if (!TryValue(code) && !TryCollection(code))
                    throw _file.Refuse($"(a Python pickle) is not one of plain values: it has the code 0x{code:X2} at byte {_at - 1}.");
                break;
        }
    }

    private bool TryValue(byte code)
    {
        object? value = code switch
        {
            (byte)'N' => null,
            0x88 => true,
            0x89 => false,
            (byte)'K' => PickledWeight.Small[Take(1).Span[0]],
            (byte)'M' => (long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span),
            (byte)'J' => (long)Int32(),
            // More than an int takes, as no class does.
            0x8a => new BigInteger(Take(Take(1).Span[0]).Span),
            (byte)'G' => BinaryPrimitives.ReadDoubleBigEndian(Take(8).Span),
            (byte)'X' => Utf8(Int32()),
            0x8c => Utf8(Take(1).Span[0]),
            0x8d => Utf8(Int64()),
            (byte)'T' => Encoding.Latin1.GetString(Take(Int32()).Span),
            (byte)'U' => Encoding.Latin1.GetString(Take(Take(1).Span[0]).Span),
            (byte)'C' => Take(Take(1).Span[0]).ToArray(),
            (byte)'B' => Take(Int32()).ToArray(),
            0x8e or 0x96 => Take(Int64()).ToArray(),
            (byte)'c' => new PickledName(Line(), Line()),
            0x93 => Named(),
            (byte)'R' or 0x81 => Call(),
            (byte)'Q' => Stored(),
            _ => Mark,
        };
        if (ReferenceEquals(value, Mark))
            return false;
        Push(value, PickledWeight.Of(value));
        return true;
    }

    private void Push(object? value, long weight = 0)
    {
        _stack.Add(value);
        _taken += PickledWeight.Slot + weight;
    }

    private bool TryCollection(byte code)
    {
        switch (code)
        {
            case (byte)'}':
                Push(new PickledDictionary(), PickledWeight.Part);
                break;
            case (byte)']':
                Push(new List<object?>(), PickledWeight.Part);
                break;
            case (byte)')':
                Push(Array.Empty<object?>(), PickledWeight.Part);
                break;
            case (byte)'t':
                Push(PopToMark(), PickledWeight.Part);
                break;
            case >= 0x85 and <= 0x87:
                Push(PopMany(code - 0x84), PickledWeight.Part);
                break;
            case (byte)'l':
                Push(PopToMark().ToList(), PickledWeight.Part);
                break;
            case (byte)'a':
                var item = Pop();
                Top<List<object?>>().Add(item);
                break;
            case (byte)'e':
                var items = PopToMark();
                Top<List<object?>>().AddRange(items);
                break;
            case (byte)'d':
                var made = new PickledDictionary();
                Set(made, PopToMark());
                Push(made, PickledWeight.Part);
                break;
            case (byte)'s':
                var pair = PopMany(2);
                Set(Top<PickledDictionary>(), pair);
                break;
            case (byte)'u':
                var pairs = PopToMark();
                Set(Top<PickledDictionary>(), pairs);
                break;
            case (byte)'b':
                var state = Pop();
                if (!PickleCalls.SetState(Peek(), state))
                    throw Broken();
                break;
            default:
                return false;
        }
        return true;
    }

    private void Set(PickledDictionary dictionary, object?[] pairs)
    {
        if (pairs.Length % 2 != 0)
            throw Broken();
        for (var i = 0; i < pairs.Length; i += 2)
            dictionary.Entries.Add((pairs[i], pairs[i + 1]));
    }

    private object? Call()
    {
        var arguments = Pop() as object?[] ?? throw Broken();
        var name = Pop() as PickledName ?? throw Broken();
        return PickleCalls.Call(name, arguments, out var value)
            ? value
            : throw _file.Refuse(
                $"(a Python pickle) asks for {Sentence.Shorten($"{name.Module}.{name.Name}")}, which is code and not run: save "
                    + $"the labels as a plain array or list."
            );
    }

    private PickledName Named()
    {
        var names = PopMany(2);
        return names is [string module, string name] ? new(module, name) : throw Broken();
    }

    private PickledStorage Stored()
    {
        var reference = Pop();
        var storage = PickleCalls.Storage(reference) ?? throw (PickleCalls.Unread(_file, reference) ?? Broken());
        _types[storage.Key] = storage.Type;
        return storage;
    }

    private object? Remembered(int key) => _memo.TryGetValue(key, out var value) ? value : throw Broken();

    private object? Peek() => _stack.Count > 0 && !ReferenceEquals(_stack[^1], Mark) ? _stack[^1] : throw Broken();

    private T Top<T>()
        where T : class => Peek() as T ?? throw Broken();

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] PopMany(int count)
    {
        var values = new object?[count];
        while (count > 0)
            values[--count] = Pop();
        return values;
    }

    private object?[] PopToMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
            throw Broken();
        object?[] values = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private ReadOnlyMemory<byte> Take(long count)
    {
        if (count < 0 || count > _bytes.Length - _at)
            throw Broken();
        _at += (int)count;
        return _bytes.Slice(_at - (int)count, (int)count);
    }

    private int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    private long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    private string Utf8(long length) => Encoding.UTF8.GetString(Take(length).Span);

    private string Line()
    {
        var length = _bytes.Span[_at..].IndexOf((byte)'\n');
        var line = length < 0 ? throw Broken() : Utf8(length);
        Take(1);
        return line;
    }

    private DatasetException Broken() => _file.Refuse($"(a Python pickle) is not whole at byte {_at}: fetch or make it again.");
}
