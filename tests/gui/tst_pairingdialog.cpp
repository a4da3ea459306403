// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingdialog.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/warnings.h"

#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Step = PairingDialog::Step;

struct Stage
{
    Stage() { dialog->show(); }
    ~Stage() { delete dialog; }

    void press(const QString &text)
    {
        const auto buttons = dialog->findChildren<QAbstractButton *>();
        const auto found = std::ranges::find(buttons, text, &QAbstractButton::text);
        QVERIFY2(found != buttons.cend() && (*found)->isVisible(), qPrintable(text));
        (*found)->click();
    }
    [[nodiscard]] QLineEdit *field(const QString &name) const
    {
        const auto fields = dialog->findChildren<QLineEdit *>();
        return *std::ranges::find(fields, name, &QLineEdit::accessibleName);
    }
    [[nodiscard]] QLineEdit *address() const { return field(u"Address"_s); }

    Desk desk;
    QPointer<PairingDialog> dialog = new PairingDialog(desk.parts, u"10.20.3.41:7117"_s, nullptr);
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
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestPairingDialog)
#include "tst_pairingdialog.moc"
