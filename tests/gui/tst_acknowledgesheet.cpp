// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/acknowledgesheet.h"
#include "console/views/evidence/evidencepanel.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Kind = Place::Page;

const Subject Fan{story::drawerId('b'), story::failureId(), {}};
const Subject Psu{story::drawerId('c'), story::causeId(), {}};
const Subject Forbidden{u"node-db-frame-2-b"_s, u"fan-control.service/5"_s, {}};

struct Stage : WindowStage
{
    Stage() { story::addIncidents(desk.fleet); }

    void open(const QList<Subject> &failures)
    {
        window.acknowledge(failures);
        sheet = window.findChild<AcknowledgeSheet *>();
    }
    [[nodiscard]] QPushButton *verb() const
    {
        const auto buttons = sheet->findChildren<QPushButton *>();
        const auto found = std::ranges::find_if(buttons, &QPushButton::isDefault);
        return found == buttons.cend() ? nullptr : *found;
    }
    [[nodiscard]] QString line(int row) const
    {
        return sheet->findChild<QListView *>()->model()->index(row, 0).data().toString();
    }
    void giveReason(const QString &reason) const { sheet->findChild<QLineEdit *>()->setText(reason); }
    [[nodiscard]] QStringList asked() const { return desk.actions.asked.filter(u"acknowledge "_s); }

    QPointer<AcknowledgeSheet> sheet;
};

} // namespace

class TestAcknowledgeSheet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void saysWhatBecomesOfEachNode()
    {
        Stage stage;
        stage.open({Fan, Psu});
        QCOMPARE(stage.verb()->text(), u"Acknowledge 2 failures"_s);
        QCOMPARE(stage.line(0), u"drawer-b stays Quiesced: fan-control.service is still failed"_s);
        QCOMPARE(stage.line(1), u"drawer-c stays Quiesced: 2 units are still failed"_s);
        // It follows what happens while one reads it.
        stage.desk.fleet.update(Fan.nodeId, NodeAspect::Failures,
                                [](FleetNode &node) { node.failures.first().recoveredAt = now(); });
        QTRY_COMPARE(stage.line(0), u"drawer-b becomes Ready again"_s);
    }

    void theReasonGoesToEachNodeAndTheSheetCloses()
    {
        Stage stage;
        stage.open({Fan, Psu});
        stage.giveReason(u"  fan tray is being replaced "_s);
        stage.verb()->click();
        QTRY_VERIFY(!stage.sheet);
        QCOMPARE(stage.asked(), (QStringList{u"acknowledge %1 %2"_s.arg(Fan.nodeId, Fan.failureId),
                                             u"acknowledge %1 %2"_s.arg(Psu.nodeId, Psu.failureId)}));
        QCOMPARE(stage.desk.actions.lastReason, u"fan tray is being replaced"_s);
    }

    void whatFailedIsTriedAgainAloneAndTheReasonIsKept()
    {
        Stage stage;
        stage.desk.actions.acknowledgeErrors = {
            {Psu.nodeId, {ErrorCode::Timeout, u"no answer within 30 s"_s, {}, {}, {}}}};
        stage.open({Fan, Psu});
        stage.giveReason(u"known"_s);
        stage.verb()->click();
        QTRY_COMPARE(stage.verb()->text(), u"Retry the 1 that failed"_s);
        QCOMPARE(stage.line(0), u"drawer-b: 1 acknowledged"_s);
        QCOMPARE(stage.line(1), u"drawer-c: not reached: no answer within 30 s"_s);
        QCOMPARE(stage.sheet->findChild<QLineEdit *>()->text(), u"known"_s);
        stage.desk.actions.acknowledgeErrors = {
            {Psu.nodeId, {ErrorCode::Busy, u"another console is at it"_s, {}, {}, {}}}};
        stage.verb()->click();
        QTRY_COMPARE(stage.line(1), u"drawer-c: refused: another console is at it"_s);
        stage.desk.actions.acknowledgeErrors.clear();
        stage.verb()->click();
        QTRY_VERIFY(!stage.sheet);
        QCOMPARE(stage.asked().size(), 4);
        QCOMPARE(stage.asked().filter(Fan.nodeId).size(), 1);
    }

    void nothingIsAskedTwice()
    {
        Stage stage;
        stage.desk.actions.isHeld = true;
        stage.open({Fan});
        stage.verb()->click();
        QVERIFY(!stage.verb()->isEnabled());
        stage.verb()->click();
        QCOMPARE(stage.asked().size(), 1);
        stage.desk.actions.release();
        QTRY_VERIFY(!stage.sheet);
    }

    void widerScopesAreOffered()
    {
        Stage stage;
        stage.open({Psu});
        auto *scope = stage.sheet->findChild<QComboBox *>();
        QVERIFY(scope->isVisible());
        QCOMPARE(scope->itemText(0), u"The selected 1"_s);
        QCOMPARE(scope->itemText(1), u"All 2 of this incident"_s);
        QCOMPARE(scope->itemText(2), u"All 4 of the fleet"_s);
        scope->setCurrentIndex(1);
        QCOMPARE(stage.verb()->text(), u"Acknowledge 2 failures"_s);
        stage.verb()->click();
        QTRY_VERIFY(!stage.sheet);
        QVERIFY(stage.asked().first().contains(story::targetId()));
    }

    void whereThisConsoleMayOnlyReadNothingIsAsked()
    {
        Stage stage;
        stage.open({Fan, Forbidden});
        QCOMPARE(stage.verb()->text(), u"Acknowledge 1 failures"_s);
        QCOMPARE(stage.line(1), u"db-frame-2-b: this console may only read there"_s);
        stage.sheet->close();
        QTRY_VERIFY(!stage.sheet);
        stage.open({Forbidden});
        QVERIFY(!stage.verb()->isEnabled());
        QVERIFY2(stage.sheet->failureText().contains(u"Operator"_s), qPrintable(stage.sheet->failureText()));
        QVERIFY(stage.asked().isEmpty());
    }

    void aReasonThatIsTooLongIsKeptAndNotSent()
    {
        Stage stage;
        stage.open({Fan});
        stage.giveReason(QString(Acknowledgement::MaxReasonBytes / 2 + 1, u'\u00e4'));
        QVERIFY(!stage.verb()->isEnabled());
        QVERIFY(!stage.sheet->failureText().isEmpty());
        stage.giveReason(QString(Acknowledgement::MaxReasonBytes / 2, u'\u00e4'));
        QVERIFY(stage.verb()->isEnabled());
        QVERIFY(stage.sheet->failureText().isEmpty());
    }

    void anOlderAgentRefusesInWords()
    {
        Stage stage;
        stage.desk.actions.acknowledgeErrors = {
            {Fan.nodeId, {ErrorCode::Unsupported, u"unknown method"_s, {}, {}, {}}}};
        stage.open({Fan});
        stage.verb()->click();
        QTRY_VERIFY2(stage.line(0).contains(u"too old"_s), qPrintable(stage.line(0)));
    }

    void oneKeyTakesWhatIsShownOrAll()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.window.open({Kind::Events, {}});
        QTest::keyClick(&stage.window, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        stage.sheet = stage.window.findChild<AcknowledgeSheet *>();
        QVERIFY(stage.sheet);
        QCOMPARE(stage.verb()->text(), u"Acknowledge 3 failures"_s);
        stage.sheet->close();
        QTRY_VERIFY(!stage.sheet);
        stage.window.showFailure(Psu);
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        stage.sheet = stage.window.findChild<AcknowledgeSheet *>();
        QVERIFY(stage.sheet);
        QCOMPARE(stage.verb()->text(), u"Acknowledge 1 failures"_s);
    }

    void theEvidenceOffersItOnlyToWhoMay()
    {
        Stage stage;
        const auto button = [&stage] {
            const auto buttons = stage.window.evidence().findChildren<QPushButton *>();
            return *std::ranges::find(buttons, u"Acknowledge\u2026"_s, &QPushButton::text);
        };
        stage.window.showFailure(Fan);
        QTRY_VERIFY(button()->isVisible() && button()->isEnabled());
        button()->click();
        QVERIFY(stage.window.findChild<AcknowledgeSheet *>());
        stage.window.findChild<AcknowledgeSheet *>()->close();
        stage.window.showFailure(Forbidden);
        QTRY_VERIFY(button()->isVisible() && !button()->isEnabled());
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestAcknowledgeSheet)
#include "tst_acknowledgesheet.moc"
