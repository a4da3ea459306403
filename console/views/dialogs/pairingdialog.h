// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"
#include "console/views/dialogs/pairingqueue.h"
#include "console/views/dialogs/sheet.h"

#include <stop_token>

class QListView;
class QStackedWidget;

namespace muster::console {

class Label;
class PairingCode;
class PairingForm;

/// Pairs with nodes, one after the other: address and way, then the code that both sides show, then the
/// person's word that it is the same. What was typed stays when something goes wrong; the way and the role
/// that were said for one node hold for the next. Several nodes are listed with what came of each; leaving
/// in the middle shows that list before it closes, and offers to go on.
class PairingDialog : public Sheet
{
    Q_OBJECT
public:
    enum class Step { Form, Asking, Code, Confirm, Result };

    /// @param addresses one or more; an empty one is asked for
    PairingDialog(const ViewParts &parts, const QStringList &addresses, QWidget *parent);
    ~PairingDialog() override;

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] QString shownCode() const; ///< "ABCDE-FGHIJ"; empty before there is one
    [[nodiscard]] const PairingQueue &queue() const { return m_queue; }

    void done(int result) override;
    void reject() override;

Q_SIGNALS:
    void paired(const QString &nodeId);
    void answered(bool isSame); ///< the person has compared the codes

private:
    [[nodiscard]] QWidget *buildQueue();
    [[nodiscard]] QWidget *buildAsking();
    void buildButtons();
    void mainPressed();
    void begin();
    void stop();
    void skip();
    void showCode(int attempt, const QString &code, std::chrono::seconds expiresIn);
    [[nodiscard]] QCoro::Task<bool> confirm(int attempt);
    void finish(int number, int attempt, const Result<QString> &nodeId);
    void next(bool atOnce);
    void tellWhyNot(const Error &error);
    void setStep(Step step);
    void showButtons();
    void showTurn();
    [[nodiscard]] int unpaired() const;
    [[nodiscard]] bool isOfMany() const { return m_queue.count() > 1; }

    PairingQueue m_queue;
    std::stop_source m_stop;
    int m_attempt = 0; ///< counts; what one that was stopped still says does not count
    Step m_step = Step::Form;
    QStackedWidget *m_stack;
    Label *m_turn;
    PairingForm *m_form;
    Label *m_asking;
    PairingCode *m_code;
    Label *m_summary;
    QListView *m_list;
    QPushButton *m_cancel;
    QPushButton *m_skip;
    QPushButton *m_differs;
    QPushButton *m_main;
};

} // namespace muster::console
