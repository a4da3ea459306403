// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingdialog.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/warnings.h"

#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Step = PairingDialog::Step;

const QStringList Three{u"10.20.3.41:7117"_s, u"10.20.3.42:7117"_s, u"10.20.3.77:7117"_s};

QString textWithoutMnemonic(const QAbstractButton *button)
{
    return button->text().remove(u'&');
}

struct Stage
{
    explicit Stage(const QStringList &addresses = {u"10.20.3.41:7117"_s})
        : dialog(new PairingDialog(desk.parts, addresses, nullptr))
    {
        dialog->show();
    }
    ~Stage() { delete dialog; }

    void press(const QString &text)
    {
        const auto buttons = dialog->findChildren<QAbstractButton *>();
        const auto found = std::ranges::find_if(buttons, [&](const QAbstractButton *button) {
            return button->isVisible() && textWithoutMnemonic(button) == text;
        });
        QVERIFY2(found != buttons.cend(), qPrintable(text));
        (*found)->click();
    }
    [[nodiscard]] QLineEdit *field(const QString &name) const
    {
        const auto fields = dialog->findChildren<QLineEdit *>();
        return *std::ranges::find(fields, name, &QLineEdit::accessibleName);
    }
    [[nodiscard]] QLineEdit *address() const { return field(u"Address"_s); }
    void pairByCode()
    {
        QTRY_COMPARE(dialog->step(), Step::Code);
        desk.actions.acceptOnNode();
        QTRY_COMPARE(dialog->step(), Step::Confirm);
        press(u"The node shows the same code"_s);
    }

    Desk desk;
    QPointer<PairingDialog> dialog;
    QSignalSpy paired{dialog, &PairingDialog::paired};
};

} // namespace

class TestPairingDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void pairsByCode()
    {
        Stage stage;
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        QCOMPARE(stage.dialog->shownCode(), u"ABCDE-FGHIJ"_s);
        stage.desk.actions.acceptOnNode();
        QTRY_COMPARE(stage.dialog->step(), Step::Confirm);
        stage.press(u"The node shows the same code"_s);
        QTRY_COMPARE(stage.paired.count(), 1);
        QVERIFY(stage.desk.fleet.node(u"node-new"_s));
        QCOMPARE(stage.desk.actions.lastWish.role, Role::Operator);
    }

    void tellsWhatToTypeOnTheNode()
    {
        Stage stage;
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        const auto fields = stage.dialog->findChildren<QLineEdit *>();
        QVERIFY(std::ranges::contains(fields, u"muster-agent pair accept ABCDE-FGHIJ"_s, &QLineEdit::text));
    }

    void anotherCodeMeansNotPaired()
    {
        Stage stage;
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        stage.desk.actions.acceptOnNode();
        QTRY_COMPARE(stage.dialog->step(), Step::Confirm);
        stage.press(u"It shows another code"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Form);
        QVERIFY(!stage.dialog->failureText().isEmpty());
        QCOMPARE(stage.desk.fleet.nodes().size(), 0);
    }

    void enterDoesNotConfirmWhatNobodyCompared()
    {
        Stage stage;
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        stage.desk.actions.acceptOnNode();
        QTRY_COMPARE(stage.dialog->step(), Step::Confirm);
        QVERIFY(QTest::qWaitForWindowActive(stage.dialog));
        QTest::keyClick(stage.dialog->focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(stage.dialog->step(), Step::Form);
        QCOMPARE(stage.paired.count(), 0);
    }

    void enterDoesNotConfirmFromElsewhereEither()
    {
        Stage stage(Three);
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        stage.desk.actions.acceptOnNode();
        QTRY_COMPARE(stage.dialog->step(), Step::Confirm);
        QVERIFY(QTest::qWaitForWindowActive(stage.dialog));
        auto *list = stage.dialog->findChild<QListView *>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(stage.dialog->step(), Step::Confirm);
        list->clearFocus();
        QTest::keyClick(stage.dialog, Qt::Key_Return);
        QTRY_COMPARE(stage.dialog->step(), Step::Form);
        QCOMPARE(stage.paired.count(), 0);
    }

    void anErrorLosesNoInput()
    {
        Stage stage;
        stage.address()->setText(u"other.example:7117"_s);
        stage.press(u"With a one-time token"_s);
        QLineEdit *token = stage.field(u"Token"_s);
        token->setText(u"T-123"_s);
        stage.desk.actions.pairAnswer = fail(ErrorCode::Forbidden, u"the token was used already"_s);
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->failureText(), u"the token was used already"_s);
        QCOMPARE(stage.dialog->step(), Step::Form);
        QCOMPARE(stage.address()->text(), u"other.example:7117"_s);
        QCOMPARE(token->text(), u"T-123"_s);
        QCOMPARE(stage.desk.actions.lastWish.token, u"T-123"_s);
    }

    void wantsAnAddress()
    {
        Stage stage;
        stage.address()->clear();
        stage.press(u"Pair"_s);
        QCOMPARE(stage.dialog->step(), Step::Form);
        QVERIFY(stage.dialog->failureText().contains(u"address"_s));
        QVERIFY(stage.desk.actions.asked.isEmpty());
    }

    void leavingStopsThePairing()
    {
        Stage stage;
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        stage.dialog->reject();
        QTRY_VERIFY(!stage.dialog);
        QCOMPARE(stage.desk.fleet.nodes().size(), 0);
    }

    void goesThroughSeveralNodesInOneDialog()
    {
        Stage stage(Three);
        stage.press(u"Pair"_s);
        for (int i = 0; i < 3; ++i) {
            stage.desk.actions.pairAnswer = u"node-%1"_s.arg(i);
            QCOMPARE(stage.dialog->queue().current(), i);
            stage.pairByCode(); // The next one begins by itself.
            QTRY_COMPARE(stage.paired.count(), i + 1);
        }
        QCOMPARE(stage.dialog->step(), Step::Result);
        QCOMPARE(stage.desk.fleet.nodes().size(), 3);
        QCOMPARE(stage.desk.actions.asked.filter(u"pair "_s).size(), 3);
        stage.press(u"Close"_s);
        QTRY_VERIFY(!stage.dialog);
    }

    void oneThatFailsDoesNotStopTheOthers()
    {
        Stage stage(Three);
        stage.desk.actions.pairAnswer = fail(ErrorCode::Timeout, u"no answer"_s);
        stage.press(u"Pair"_s);
        stage.pairByCode();
        QTRY_COMPARE(stage.dialog->failureText(), u"no answer"_s);
        QCOMPARE(stage.dialog->queue().current(), 0);
        stage.press(u"Skip this node"_s);
        QCOMPARE(stage.dialog->queue().current(), 1);
        QVERIFY(stage.dialog->failureText().isEmpty());
        QCOMPARE(stage.dialog->queue().at(0).why, u"no answer"_s);
        QCOMPARE(stage.address()->text(), Three.at(1));
    }

    void skippingStopsOnlyTheOneThatIsPaired()
    {
        Stage stage(Three);
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        stage.press(u"Skip this node"_s);
        QCOMPARE(stage.dialog->step(), Step::Form);
        QCOMPARE(stage.dialog->queue().current(), 1);
        stage.press(u"Pair"_s);
        stage.pairByCode();
        QTRY_COMPARE(stage.paired.count(), 1);
        QCOMPARE(stage.dialog->queue().at(0).outcome, PairingQueue::Outcome::Skipped);
        QVERIFY(stage.dialog->queue().at(0).why.isEmpty());
        QCOMPARE(stage.dialog->queue().at(1).outcome, PairingQueue::Outcome::Paired);
    }

    void whatWasStoppedSaysNothingMore()
    {
        Stage stage(Three);
        stage.desk.actions.isHeld = true;
        stage.press(u"Pair"_s);
        QCOMPARE(stage.dialog->step(), Step::Asking);
        stage.press(u"Cancel"_s);
        stage.press(u"Go on with the other 3"_s);
        stage.desk.actions.isHeld = false;
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        stage.desk.actions.release(); // Only now the first one ends.
        QCoreApplication::processEvents();
        QCOMPARE(stage.dialog->step(), Step::Code);
        QVERIFY(stage.dialog->failureText().isEmpty());
        stage.pairByCode();
        QTRY_COMPARE(stage.paired.count(), 1);
        QCOMPARE(stage.dialog->queue().at(0).name, u"bmc-new"_s);
    }

    void whatWasTypedIsThereAfterLeaving()
    {
        Stage stage(Three);
        stage.address()->setText(u"10.20.3.99"_s);
        stage.press(u"With a one-time token"_s);
        stage.field(u"Token"_s)->setText(u"T-1"_s);
        stage.press(u"Cancel"_s);
        stage.press(u"Go on with the other 3"_s);
        QCOMPARE(stage.address()->text(), u"10.20.3.99"_s);
        QCOMPARE(stage.field(u"Token"_s)->text(), u"T-1"_s);
        QCOMPARE(stage.dialog->queue().at(0).address, u"10.20.3.99"_s);
    }

    void oneNodeAtTwoAddressesIsPairedOnce()
    {
        Desk desk;
        desk.fleet.setFound({Three.at(0), u"drawer-a"_s, u"node-a"_s, u"DNS-SD"_s});
        desk.fleet.setFound({Three.at(1), u"drawer-a"_s, u"node-a"_s, u"sweep"_s});
        desk.fleet.setFound({Three.at(2), u"drawer-b"_s, u"node-b"_s, u"DNS-SD"_s});
        const PairingDialog dialog(desk.parts, Three, nullptr);
        QCOMPARE(dialog.queue().count(), 2);
        FleetNode node;
        node.nodeId = u"node-a"_s;
        node.address = Three.at(0);
        desk.fleet.addNode(node);
        QCOMPARE(desk.fleet.found().keys(), QStringList(Three.at(2)));
    }

    void cancellingLosesNothing()
    {
        Stage stage(Three);
        stage.press(u"Pair"_s);
        stage.pairByCode();
        QTRY_COMPARE(stage.paired.count(), 1);
        QTRY_COMPARE(stage.dialog->step(), Step::Code);
        stage.press(u"Cancel"_s);
        QCOMPARE(stage.dialog->step(), Step::Result);
        QCOMPARE(stage.dialog->queue().count(PairingQueue::Outcome::Paired), 1);
        QCOMPARE(stage.desk.fleet.nodes().size(), 1);
        stage.press(u"Go on with the other 2"_s);
        QCOMPARE(stage.dialog->step(), Step::Form);
        QCOMPARE(stage.dialog->queue().current(), 1);
        stage.dialog->reject();
        stage.dialog->reject();
        QTRY_VERIFY(!stage.dialog);
    }

    void aTokenIsForOneNodeOnly()
    {
        Stage stage(Three);
        stage.press(u"With a one-time token"_s);
        stage.field(u"Token"_s)->setText(u"T-1"_s);
        stage.press(u"Pair"_s);
        QTRY_COMPARE(stage.paired.count(), 1);
        QCOMPARE(stage.dialog->step(), Step::Form);
        QVERIFY(stage.field(u"Token"_s)->text().isEmpty());
        QVERIFY(stage.field(u"Token"_s)->isEnabled());
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestPairingDialog)
#include "tst_pairingdialog.moc"
