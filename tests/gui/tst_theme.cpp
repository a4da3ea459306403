// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/theme.h"
#include "tests/gui/support/warnings.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void contrastIsThatOfWcag()
    {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    }

    void everyPairIsReadable_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(ColourScheme::Light);
        QTest::newRow("dark") << int(ColourScheme::Dark);
        QTest::newRow("high contrast") << int(ColourScheme::HighContrast);
    }

    void everyPairIsReadable()
    {
        QFETCH(const int, scheme);
        const ColourSet &set = colourSet(ColourScheme(scheme));
        for (const ColourPair &pair : colourPairs()) {
            const double found = contrast(set[pair.front], set[pair.ground]);
            QVERIFY2(found >= pair.leastContrast,
                     qPrintable(
                         u"%1 on %2: %3"_s.arg(set[pair.front].name(), set[pair.ground].name()).arg(found)));
        }
    }

    void highContrastTextIsAaa()
    {
        const ColourSet &set = colourSet(ColourScheme::HighContrast);
        QVERIFY(contrast(set[Colour::Text], set[Colour::Panel]) >= 7.0);
        QVERIFY(contrast(set[Colour::Dim], set[Colour::Panel]) >= 7.0);
    }

    void marksDifferInShapeNotOnlyInColour()
    {
        Theme theme;
        const QList<Mark> marks{Mark::Well,  Mark::Care,    Mark::Critical,
                                Mark::Stale, Mark::Unknown, Mark::Running};
        for (const Mark one : marks) {
            for (const Mark other : marks) {
                if (one != other)
                    QVERIFY(shapeOf(theme, one) != shapeOf(theme, other));
            }
        }
    }

    void marksAreCrispOnDenseScreens()
    {
        Theme theme;
        const QPixmap picture = theme.mark(Mark::Critical, 2.0, 16);
        QCOMPARE(picture.size(), QSize(32, 32));
        QCOMPARE(picture.devicePixelRatio(), 2.0);
        QCOMPARE(theme.mark(Mark::Critical, 2.0, 16).cacheKey(), picture.cacheKey());
    }

    void aChoiceIsToldOnce()
    {
        Theme theme;
        int changes = 0;
        connect(&theme, &Theme::changed, this, [&] { ++changes; });
        theme.setChoice(ThemeChoice::Dark);
        theme.setChoice(ThemeChoice::Dark);
        QCOMPARE(changes, 1);
        QCOMPARE(theme.scheme(), ColourScheme::Dark);
        QCOMPARE(theme.palette().color(QPalette::Window), QColor(0x15181d));
    }

private:
    static QImage shapeOf(const Theme &theme, Mark mark)
    {
        return theme.mark(mark, 1.0, 16).toImage().convertToFormat(QImage::Format_Alpha8);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestTheme)
#include "tst_theme.moc"
