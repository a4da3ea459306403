// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"
#include "console/views/dialogs/sheet.h"
#include "console/views/models/foundtablemodel.h"

#include <stop_token>

class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QTabWidget;

namespace muster::console {

class Label;
class TablePanel;

/// Ways to find nodes (this network, an address, a list in a file, an address range) over one list of what
/// was found.
class AddNodesDialog : public Sheet
{
    Q_OBJECT
public:
    AddNodesDialog(const ViewParts &parts, QWidget *parent);
    ~AddNodesDialog() override;

    void takeFile(const QString &path);

Q_SIGNALS:
    void pairingWanted(const QStringList &addresses);

private:
    [[nodiscard]] QWidget *buildNetwork();
    [[nodiscard]] QWidget *buildAddress();
    [[nodiscard]] QWidget *buildFile();
    [[nodiscard]] QWidget *buildRange();
    [[nodiscard]] QWidget *buildProgress();
    void search(const QString &range);
    void probe(const QStringList &addresses);
    void run(QCoro::Task<Result<int>> &&task, const QString &what);
    void searched(const Result<int> &found);
    void chooseFile();
    void pairSelected();
    void stop();
    [[nodiscard]] SweepProgress progress();

    FoundTableModel m_model;
    std::stop_source m_stop;
    QTabWidget *m_ways;
    QLineEdit *m_address;
    QLineEdit *m_range;
    QPlainTextEdit *m_wrongLines;
    Label *m_fileRemark;
    TablePanel *m_found;
    QProgressBar *m_bar;
    Label *m_what;
    QPushButton *m_stopButton;
    QPushButton *m_pair;
    QWidget *m_progressRow;
};

} // namespace muster::console
