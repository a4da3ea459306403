// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/textlines.h"
#include "console/archive/textpattern.h"
#include "console/views/browser/browserwork.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace muster::console {

class Label;
class Theme;

/// Finds lines in one text: how many, the next, the one before.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(const Theme &theme, QWidget *parent = nullptr);

    /// In which text; null: in none.
    void setLines(std::shared_ptr<const TextLines> lines);
    /// Shows it, and takes the keyboard.
    void open();
    /// Searches for that from now on.
    void search(const QString &text, bool isRegularExpression, bool isCaseSensitive);
    void next(int direction);
    [[nodiscard]] QString countText() const;

Q_SIGNALS:
    void patternChanged(const std::optional<muster::console::TextPattern> &pattern);
    void lineFound(qint64 line);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void restart();
    void takeFound(const QList<qint64> &lines, bool isCutShort);
    void showCount();

    std::shared_ptr<const TextLines> m_lines;
    QLineEdit *m_text;
    QCheckBox *m_isExpression;
    QCheckBox *m_isCaseSensitive;
    Label *m_count;
    BrowserWork m_work;
    QTimer m_pause; ///< a search starts when one pauses typing
    QList<qint64> m_found; ///< lines
    bool m_isCutShort = false;
    bool m_hasPattern = false;
    qsizetype m_at = -1;
};

} // namespace muster::console
