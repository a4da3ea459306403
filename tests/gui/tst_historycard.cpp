// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/historycard.h"
#include "console/views/widgets/historystrip.h"
#include "console/views/widgets/label.h"
#include "tests/gui/support/historystory.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QComboBox>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

struct HistoryStage : WindowStage
{
    HistoryStage()
    {
        desk.actions.kept = story::dayOfState(now());
        window.open({Place::Page::System, u"db-frame-1"_s});
        QWidget *page = window.pages().currentWidget();
        card = page->findChild<HistoryCard *>();
        strip = card->findChild<HistoryStrip *>();
        length = card->findChild<QComboBox *>();
        auto *tabs = page->findChild<QTabWidget *>();
        tabs->setCurrentIndex(1);
    }
    [[nodiscard]] QStringList values(Facet facet) const
    {
        QStringList texts;
        for (const FacetLine &line : strip->lines()) {
            for (const FacetSpan &span : line.facet == facet ? line.spans : QList<FacetSpan>())
                texts.append(span.isTold() ? span.value : u"-"_s);
        }
        return texts;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        const auto labels = card->findChildren<Label *>();
        return std::ranges::any_of(labels, [&](const Label *one) { return one->text().contains(text); });
    }

    HistoryCard *card = nullptr;
    HistoryStrip *strip = nullptr;
    QComboBox *length = nullptr;
};

} // namespace

class TestHistoryCard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void showsAsFarBackAsIsAskedFor()
    {
        HistoryStage stage;
        QTRY_COMPARE(stage.values(Facet::Bmc),
                     (QStringList{u"Ready"_s, u"-"_s, u"Ready"_s, u"Ready"_s, u"Quiesced"_s}));
        stage.length->setCurrentIndex(2);
        QTRY_COMPARE(stage.values(Facet::Bmc), (QStringList{u"-"_s, u"Ready"_s, u"Quiesced"_s, u"Ready"_s,
                                                            u"-"_s, u"Ready"_s, u"Ready"_s, u"Quiesced"_s}));
    }

    void theKeysPickASpanAndWordsSayIt()
    {
        HistoryStage stage;
        QTRY_VERIFY(!stage.strip->lines().isEmpty());
        stage.strip->setFocus();
        QTest::keyClick(stage.strip, Qt::Key_End);
        QVERIFY(stage.strip->picked());
        QCOMPARE(stage.strip->picked()->second.value, u"Quiesced"_s);
        QVERIFY(stage.says(u"Management: Quiesced?, Critical"_s));
        QVERIFY(stage.says(u"told by drawer-a"_s));
        QVERIFY(stage.strip->accessibleDescription().contains(u"Quiesced"_s));
        QTest::keyClick(stage.strip, Qt::Key_Left);
        QCOMPARE(stage.strip->picked()->second.value, u"Ready"_s);
        QTest::keyClick(stage.strip, Qt::Key_Down);
        QCOMPARE(stage.strip->picked()->first, Facet::Chassis);
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(stage.strip, Qt::Key_Up);
        QCOMPARE(stage.strip->picked()->first, Facet::Bmc);
    }

    void whatComesIsAppended()
    {
        HistoryStage stage;
        QTRY_COMPARE(stage.values(Facet::Bmc).size(), 5);
        FleetEvent event = stage.desk.actions.kept.last();
        event.event.sequence = 5000;
        event.event.at = now();
        event.event.data.text.replace("Quiesced", "NotReady");
        stage.desk.fleet.appendEvents({event, event}); // and only once
        stage.desk.fleet.flush();
        QTRY_COMPARE(stage.values(Facet::Bmc).last(), u"NotReady"_s);
        QCOMPARE(stage.values(Facet::Bmc).size(), 6);
    }

    void whereNothingWasToldThatIsSaid()
    {
        HistoryStage stage;
        stage.window.open({Place::Page::System, u"db-frame-2"_s});
        QTRY_VERIFY(stage.strip->lines().isEmpty());
        QTRY_VERIFY(stage.says(u"Nothing of it was told"_s));
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestHistoryCard)
#include "tst_historycard.moc"
