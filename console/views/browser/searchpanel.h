// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/browser/browserwork.h"
#include "console/views/browser/hitmodel.h"
#include "console/views/viewparts.h"

#include <QMutex>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace muster::console {

class Label;
class TablePanel;

/// Searches all members of all open dumps. What is found comes in while it goes on.
class SearchPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SearchPanel(const ViewParts &parts, QWidget *parent = nullptr);

    /// In which dumps the next search looks.
    void setDumps(const QList<SharedDump> &dumps);
    void open(); ///< takes the keyboard
    void search(const QString &text); ///< at once
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isRegularExpression() const;
    [[nodiscard]] bool isCaseSensitive() const;
    [[nodiscard]] HitModel &hits() { return m_hits; }
    [[nodiscard]] bool isSearching() const { return m_work.isRunning(); }
    [[nodiscard]] QString outcomeText() const;

Q_SIGNALS:
    void hitWanted(const muster::console::SharedDump &dump, qsizetype entry, qint64 line);

private:
    /// What the threads have found and the table has not taken yet.
    struct Inbox
    {
        QMutex mutex;
        QList<SearchHit> hits;
    };

    void buildLayout();
    void start();
    void takeHits();
    void takeOutcome(const SearchOutcome &outcome);
    void showState();

    const ViewParts m_parts;
    QList<SharedDump> m_dumps;
    HitModel m_hits;
    BrowserWork m_work;
    std::shared_ptr<Inbox> m_inbox;
    QTimer m_take;
    QLineEdit *m_text;
    QCheckBox *m_isExpression;
    QCheckBox *m_isCaseSensitive;
    QCheckBox *m_isWithBinaries;
    QPushButton *m_start;
    Label *m_outcome;
    TablePanel *m_table;
};

} // namespace muster::console
