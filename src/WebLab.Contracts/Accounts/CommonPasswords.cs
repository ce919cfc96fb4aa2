namespace WebLab.Contracts.Accounts;

/// <summary>
/// Whether a password of twelve or more characters is one that guessers try first. Such lists are made of a few words with digits
/// and signs about them, written once, twice or thrice, and of rows of keys; so the words are kept and not the millions they make.
/// </summary>
internal static class CommonPasswords
{
    private static readonly string[] Words =
    [
        "password",
        "passwort",
        "passphrase",
        "passw",
        "pass",
        "qwerty",
        "qwertz",
        "azerty",
        "letmein",
        "welcome",
        "administrator",
        "admin",
        "root",
        "login",
        "user",
        "guest",
        "iloveyou",
        "love",
        "monkey",
        "dragon",
        "football",
        "baseball",
        "basketball",
        "soccer",
        "superman",
        "batman",
        "pokemon",
        "starwars",
        "master",
        "shadow",
        "sunshine",
        "princess",
        "michael",
        "jennifer",
        "jordan",
        "liverpool",
        "chelsea",
        "arsenal",
        "barcelona",
        "computer",
        "internet",
        "samsung",
        "google",
        "facebook",
        "whatever",
        "trustno",
        "secret",
        "changeme",
        "default",
        "hello",
        "summer",
        "winter",
        "spring",
        "autumn",
        "freedom",
        "killer",
        "hunter",
        "cookie",
        "flower",
        "cheese",
        "ginger",
        "correcthorsebatterystaple",
        "weblab",
        "mlflow",
        "tensorboard",
        "clearml",
        "test",
        "abc",
        "company",
        "server",
        "manager",
        "system",
        "database",
        "oracle",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "friday",
        "the",
        "my",
        "is",
        "your",
        "i",
        "am",
        "a",
        "new",
        "old",
        "me",
        "you",
    ];

    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "zyxwvutsrqponmlkjihgfedcba",
        "01234567890123456789",
        "98765432109876543210",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1q2w3e4r5t6y7u8i9o0p",
        "qazwsxedcrfvtgbyhnujmikolp",
        "1qaz2wsx3edc4rfv5tgb6yhn",
        "asdfghjkl",
        "zxcvbnm",
        "poiuytrewqlkjhgfdsamnbvcxz",
    ];

    public static bool Has(string password, string name)
    {
        var written = password.ToLowerInvariant();
        if (written.Distinct().Count() < 5 || Repeats(written) || Rows.Any(row => HasRow(written, row)))
            return true;
        var letters = Letters(written);
        // Digits and signs alone: dates, telephone numbers.
        if (letters.Length == 0)
            return true;
        var own = Letters(name.ToLowerInvariant());
        return IsMadeOf(letters, own.Length >= 3 ? [.. Words, own] : Words);
    }

    /// <summary>The letters, those that signs stand for among them, without digits and signs at the ends.</summary>
    private static string Letters(string text)
    {
        var core = text.Trim("0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ".ToCharArray());
        return string.Concat(
            core.Select(c =>
                    c switch
                    {
                        '0' => 'o',
                        '1' => 'i',
                        '3' => 'e',
                        '4' or '@' => 'a',
                        '5' or '$' => 's',
                        '7' => 't',
                        '!' => 'i',
                        _ => c,
                    }
                )
                .Where(char.IsLetter)
        );
    }

    /// <summary>A part of at most six characters over and over.</summary>
    private static bool Repeats(string text) =>
        Enumerable.Range(1, 6).Any(size => Enumerable.Range(size, Math.Max(0, text.Length - size)).All(i => text[i] == text[i - size]));

    /// <summary>Whether all but four characters are one row of keys.</summary>
    private static bool HasRow(string text, string row) =>
        Enumerable
            .Range(0, text.Length)
            .Any(start =>
                Enumerable
                    .Range(8, Math.Max(0, text.Length - start - 7))
                    .Any(length =>
                        length >= text.Length - 4 && row.Contains(text.AsSpan(start, length).ToString(), StringComparison.Ordinal)
                    )
            );

    /// <summary>Whether words of the list, one after the other, make the text.</summary>
    private static bool IsMadeOf(string text, IReadOnlyCollection<string> words)
    {
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var i = 0; i < text.Length; i++)
        {
            if (!reached[i])
                continue;
            foreach (var word in words.Where(word => string.CompareOrdinal(text, i, word, 0, word.Length) == 0))
                reached[i + word.Length] = true;
        }
        return reached[^1];
    }
}
