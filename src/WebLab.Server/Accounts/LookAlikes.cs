namespace WebLab.Server.Accounts;

/// <summary>Tells names that a person would take for one another: a second "ada" with a Cyrillic a could give itself out for the
/// first.</summary>
internal static class LookAlikes
{
    // Letters of other alphabets, each before the Latin one that it is taken for (Unicode's confusables, those of everyday fonts).
    private const string Pairs =
        "АaВbЕeЁeЗ3ІiЇiЈjКkМmНhОoРpСcТtУyХxЅsЬbаaвbеeёeз3іiїiјjкkмmнhоoрpсcтtуyхxѕsьbгrԁdԛqԝwһhԌg"
        + "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxαaβbγyεeηnιiκkνvοoρpτtυuχxωwϲcϳj"
        + "ıiȷjɑaɡgɩiʟlɴnʀrʏyßsſf0o1l";

    private static readonly Dictionary<char, char> Latin = Pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The same for names that look alike, whatever their case.</summary>
    public static string Key(string name) =>
        string.Concat(
            name.Where(c => !char.IsWhiteSpace(c)).Select(c => char.ToLowerInvariant(Latin.GetValueOrDefault(Narrow(c), Narrow(c))))
        );

    /// <summary>Full-width forms, which have the size of a Chinese character, as they are written otherwise.</summary>
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
}
