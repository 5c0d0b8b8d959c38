namespace Tollgate.Engine.Scoring.Trees;

/// <summary>Turns rows with absent values into the complete float32 matrix that trees are grown on.</summary>
static class MedianImputation
{
    public static float[] Fill(ReadOnlySpan<double> rows, int featureCount, out double[] medians)
    {
        medians = new double[featureCount];
        var filled = new float[rows.Length];
        var column = new double[rows.Length / featureCount];
        for (var feature = 0; feature < featureCount; feature++)
        {
            var present = 0;
            for (var i = feature; i < rows.Length; i += featureCount)
            {
                if (!double.IsNaN(rows[i]))
                    column[present++] = rows[i];
            }

            medians[feature] = LowerMedian(column.AsSpan(0, present));
            for (var i = feature; i < rows.Length; i += featureCount)
                filled[i] = Clamp(double.IsNaN(rows[i]) ? medians[feature] : rows[i]);
        }
        return filled;
    }

    // The lower of the two middle values: one that occurred, where the mean of both may be a value nobody has.
    static double LowerMedian(Span<double> values)
    {
        if (values.IsEmpty)
            return 0;
        values.Sort();
        return values[(values.Length - 1) / 2] + 0.0;
    }

    static float Clamp(double value) => (float)Math.Min(Math.Max(value, float.MinValue), float.MaxValue);
}
